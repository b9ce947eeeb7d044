-- The targets that count (the last one set) with all they say; level is the planned one, or as many
-- as stars where none is; one row per village, year and quarter.
select
    target.village_code,
    target.year,
    target.quarter,
    target.stars,
    coalesce(target.level, target.stars) as level,
    target.level as level_told,
    target.reason,
    target.upload_id
from target
inner join live_upload on target.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by target.village_code, target.year, target.quarter
    order by target.upload_id desc
) = 1
