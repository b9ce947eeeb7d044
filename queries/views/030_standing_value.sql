-- What was reported and stands: its upload is not withdrawn, and no later correction by hand took
-- the value of its village, indicator and day back (改为缺); several uploads may have reported the
-- same. One row per village, indicator, day and upload.
select
    indicator_value.village_code,
    indicator_value.indicator_code,
    indicator_value.as_of,
    indicator_value.value,
    indicator_value.qualifier,
    indicator_value.upload_id,
    indicator_value.row_number,
    indicator_value.column_name
from indicator_value
inner join live_upload on indicator_value.upload_id = live_upload.upload_id
where not exists (
    select 1
    from correction
    inner join live_upload as live_correction on correction.upload_id = live_correction.upload_id
    where
        correction.is_missing
        and correction.village_code = indicator_value.village_code
        and correction.indicator_code = indicator_value.indicator_code
        and correction.as_of = indicator_value.as_of
        and correction.upload_id > indicator_value.upload_id
)
