-- What was uploaded, by whom, and does it still count? one row per upload
-- key: upload_id
-- columns: upload_id BIGINT, content VARCHAR, file_name VARCHAR, sha256 VARCHAR, mapping VARCHAR,
-- as_of DATE, encoding VARCHAR, value_count BIGINT, is_sample BOOLEAN, actor_name VARCHAR,
-- actor_role VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP, withdrawn_by VARCHAR,
-- withdrawn_reason VARCHAR, first_day DATE, last_day DATE
with reach as (
    select
        upload_id,
        min(as_of) as first_day,
        max(as_of) as last_day
    from indicator_value
    group by upload_id
)

select
    upload.upload_id,
    upload.content,
    upload.file_name,
    upload.sha256,
    upload.mapping,
    upload.as_of,
    upload.encoding,
    upload.value_count,
    upload.is_sample,
    upload.actor_name,
    upload.actor_role,
    upload.recorded_at,
    upload_withdrawal.recorded_at as withdrawn_at,
    upload_withdrawal.actor_name as withdrawn_by,
    upload_withdrawal.reason as withdrawn_reason,
    reach.first_day,
    reach.last_day
from upload
left join upload_withdrawal on upload.upload_id = upload_withdrawal.upload_id
left join reach on upload.upload_id = reach.upload_id
order by upload.upload_id desc
