-- The leave to rise more than the yearly levels (破格) that counts: the last one entered; one row per
-- village and year.
select
    level_exception.village_code,
    level_exception.year,
    level_exception.reason,
    level_exception.document
from level_exception
inner join live_upload on level_exception.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by level_exception.village_code, level_exception.year
    order by level_exception.upload_id desc
) = 1
