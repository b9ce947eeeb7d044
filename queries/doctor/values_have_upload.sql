-- 每个数值都有出处
select upload_id from indicator_value
where upload_id not in (select upload.upload_id from upload)
