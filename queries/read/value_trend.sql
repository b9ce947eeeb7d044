-- What did a village report over time, up to a day? one row per indicator and reported day
-- key: indicator_code, as_of
-- columns: indicator_code VARCHAR, as_of DATE, value DOUBLE, qualifier VARCHAR
select
    indicator_code,
    as_of,
    value,
    qualifier
from live_value
where village_code = $village_code and as_of <= $as_of
order by indicator_code, as_of
