-- The day on which a milestone was done, as last reported: a row that leaves the day open does not
-- take it back; one row per project and milestone that was done.
select
    milestone.project_code,
    milestone.milestone,
    milestone.done_on
from milestone
inner join live_upload on milestone.upload_id = live_upload.upload_id
where milestone.done_on is not null
qualify row_number() over (
    partition by milestone.project_code, milestone.milestone
    order by milestone.upload_id desc, milestone.row_number desc
) = 1
