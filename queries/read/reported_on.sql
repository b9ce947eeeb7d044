-- Which values count that were reported for this very day? one row per village and indicator
-- key: village_code, indicator_code
-- columns: village_code VARCHAR, indicator_code VARCHAR, value DOUBLE, qualifier VARCHAR,
-- upload_id BIGINT
select
    village_code,
    indicator_code,
    value,
    qualifier,
    upload_id
from value_span
where value_as_of = $as_of
order by village_code, indicator_code
