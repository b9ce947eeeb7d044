-- The winner among all that was reported: the last published upload that is not withdrawn;
-- one row per village, indicator and day.
select
    village_code,
    indicator_code,
    value_as_of as as_of,
    value,
    qualifier,
    upload_id,
    row_number,
    column_name
from value_span
