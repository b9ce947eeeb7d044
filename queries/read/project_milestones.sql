-- Which milestones has each project on a day? one row per project and milestone; done_on: null
-- while it is not done on that day
-- key: project_code, milestone
-- columns: project_code VARCHAR, milestone VARCHAR, phase VARCHAR, planned_on DATE, done_on DATE,
-- reason VARCHAR, upload_id BIGINT, row_number BIGINT
select
    milestone_on_day.project_code,
    milestone_on_day.milestone,
    milestone_on_day.phase,
    milestone_on_day.planned_on,
    milestone_on_day.done_on,
    milestone_on_day.reason,
    milestone_on_day.upload_id,
    milestone_on_day.row_number
from milestone_on_day
inner join project_on_day
    on
        milestone_on_day.project_code = project_on_day.project_code
        and milestone_on_day.as_of = project_on_day.as_of
where milestone_on_day.as_of = $as_of
order by milestone_on_day.project_code, milestone_on_day.planned_on, milestone_on_day.row_number
