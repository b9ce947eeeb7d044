-- The stars that the targets that count name; one row per village, year, quarter and star.
select distinct
    target_star.village_code,
    target_star.year,
    target_star.quarter,
    target_star.star_code
from target_star
inner join live_target
    on
        target_star.village_code = live_target.village_code
        and target_star.year = live_target.year
        and target_star.quarter = live_target.quarter
        and target_star.upload_id = live_target.upload_id
