-- Which requirements is a village exempt from on a day? one row per exemption
-- key: village_code, indicator_code, from
-- columns: village_code VARCHAR, indicator_code VARCHAR, from DATE, to DATE, reason VARCHAR
select
    village_code,
    indicator_code,
    from_date as "from",
    to_date as "to",
    reason
from live_exempt
where from_date <= $as_of and (to_date is null or to_date >= $as_of)
order by village_code, indicator_code
