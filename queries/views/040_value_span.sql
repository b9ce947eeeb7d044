-- The days on which a reported value is the latest one: from its own day until the next report
-- (that day excluded; null = still); one row per village, indicator and reported day.
select
    village_code,
    indicator_code,
    as_of as value_as_of,
    lead(as_of) over (
        partition by village_code, indicator_code order by as_of
    ) as next_as_of,
    value,
    qualifier,
    upload_id,
    row_number,
    column_name
from live_value
