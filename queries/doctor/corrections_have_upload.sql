-- 每条更正都有上报，引用的数也在
select correction.upload_id
from correction
left join upload on correction.upload_id = upload.upload_id
left join indicator_value
    on
        correction.cited_upload_id = indicator_value.upload_id
        and correction.cited_row_number = indicator_value.row_number
        and correction.village_code = indicator_value.village_code
        and correction.indicator_code = indicator_value.indicator_code
        and correction.as_of = indicator_value.as_of
where
    upload.upload_id is null
    or (correction.cited_upload_id is not null and indicator_value.upload_id is null)
