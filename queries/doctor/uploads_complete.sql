-- 每次上报的数值都在
select upload.upload_id
from upload
left join indicator_value on upload.upload_id = indicator_value.upload_id
where upload.content = 'values'
group by upload.upload_id, upload.value_count
having count(indicator_value.upload_id) <> upload.value_count
