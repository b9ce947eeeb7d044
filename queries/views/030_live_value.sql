-- The winner among all that was reported: the last published upload that is not withdrawn;
-- one row per village, indicator and day.
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
qualify row_number() over (
    partition by
        indicator_value.village_code,
        indicator_value.indicator_code,
        indicator_value.as_of
    order by indicator_value.upload_id desc
) = 1
