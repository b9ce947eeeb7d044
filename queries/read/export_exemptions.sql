-- Which requirements is a village exempt from on a day? one row per exemption
-- columns: village_code VARCHAR, indicator_code VARCHAR, from DATE, to DATE, reason VARCHAR
select
    exempt.village_code,
    exempt.indicator_code,
    exempt.from_date as "from",
    exempt.to_date as "to",
    exempt.reason
from exempt
left join live_upload on exempt.upload_id = live_upload.upload_id
where
    (exempt.upload_id is null or live_upload.upload_id is not null)
    and exempt.from_date <= $as_of
    and (exempt.to_date is null or exempt.to_date >= $as_of)
order by exempt.village_code, exempt.indicator_code
