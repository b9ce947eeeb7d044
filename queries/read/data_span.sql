-- From when to when do the values of live uploads reach, superseded ones among them, and do samples
-- count? one row
-- columns: first_day DATE, last_day DATE, reported_values BIGINT, has_sample BOOLEAN,
-- last_published TIMESTAMP
select
    min(indicator_value.as_of) as first_day,
    max(indicator_value.as_of) as last_day,
    count(indicator_value.as_of) as reported_values,
    exists(
        select 1 from live_upload as sample_upload
        where sample_upload.is_sample
    ) as has_sample,
    (select max(every_upload.recorded_at) from live_upload as every_upload) as last_published
from indicator_value
inner join live_upload on indicator_value.upload_id = live_upload.upload_id
