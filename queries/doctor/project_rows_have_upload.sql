-- 项目的每一行都有上报
with told as (
    select upload_id from project
    union all
    select upload_id from milestone
    union all
    select upload_id from fund
    union all
    select upload_id from acceptance
    union all
    select upload_id from upkeep
)

select told.upload_id
from told
left join upload on told.upload_id = upload.upload_id
where upload.upload_id is null
