-- The targets that count: the last one set; one row per village, year and quarter.
select
    target.village_code,
    target.year,
    target.quarter,
    target.stars
from target
inner join live_upload on target.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by target.village_code, target.year, target.quarter
    order by target.upload_id desc
) = 1
