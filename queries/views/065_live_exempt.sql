-- The exemptions that count: the last one reported for a village, indicator and first day; one row
-- per village, indicator and first day.
select
    exempt.village_code,
    exempt.indicator_code,
    exempt.from_date,
    exempt.to_date,
    exempt.reason
from exempt
left join live_upload on exempt.upload_id = live_upload.upload_id
where exempt.upload_id is null or live_upload.upload_id is not null
qualify row_number() over (
    partition by exempt.village_code, exempt.indicator_code, exempt.from_date
    order by exempt.upload_id desc nulls last, exempt.to_date desc nulls first
) = 1
