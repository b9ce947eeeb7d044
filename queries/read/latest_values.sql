-- What is the newest value of each village and indicator? one row per village and indicator
-- key: village_code, indicator_code
-- columns: village_code VARCHAR, indicator_code VARCHAR, value DOUBLE
select
    village_code,
    indicator_code,
    value
from value_span
where next_as_of is null
order by village_code, indicator_code
