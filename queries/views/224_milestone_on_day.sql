-- The milestones of a day: the plan that holds on it, and the day it was done if that has come by
-- then; one row per day, project and milestone.
with planned as (
    select
        calendar.as_of,
        milestone.project_code,
        milestone.milestone,
        milestone.phase,
        milestone.planned_on,
        milestone.reason,
        milestone.upload_id,
        milestone.row_number
    from calendar
    inner join milestone
        on calendar.as_of >= coalesce(milestone.since, date '1950-01-01')
    inner join live_upload on milestone.upload_id = live_upload.upload_id
    qualify row_number() over (
        partition by calendar.as_of, milestone.project_code, milestone.milestone
        order by milestone.upload_id desc, milestone.row_number desc
    ) = 1
)

select
    planned.as_of,
    planned.project_code,
    planned.milestone,
    planned.phase,
    planned.planned_on,
    milestone_done.done_on,
    planned.reason,
    planned.upload_id,
    planned.row_number
from planned
left join milestone_done
    on
        planned.project_code = milestone_done.project_code
        and planned.milestone = milestone_done.milestone
        and planned.as_of >= milestone_done.done_on
