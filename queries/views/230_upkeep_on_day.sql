-- The last look at a finished project's upkeep by a day, of one day the last reported; one row per
-- day and project.
select
    calendar.as_of,
    upkeep.project_code,
    upkeep.keeper,
    upkeep.checked_on,
    upkeep.income,
    upkeep.reason,
    upkeep.upload_id,
    upkeep.row_number
from calendar
inner join upkeep on calendar.as_of >= upkeep.checked_on
inner join live_upload on upkeep.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by calendar.as_of, upkeep.project_code
    order by upkeep.checked_on desc, upkeep.upload_id desc, upkeep.row_number desc
) = 1
