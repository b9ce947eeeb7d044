-- The appraisals (评议) that count: the last one entered; one row per village and year.
select
    appraisal.village_code,
    appraisal.year,
    appraisal.points
from appraisal
inner join live_upload on appraisal.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by appraisal.village_code, appraisal.year order by appraisal.upload_id desc
) = 1
