-- The official grades that count: the last one recorded; one row per village and year.
select
    star_award.village_code,
    star_award.year,
    star_award.level,
    star_award.event,
    star_award.reason,
    star_award.document
from star_award
inner join live_upload on star_award.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by star_award.village_code, star_award.year order by star_award.upload_id desc
) = 1
