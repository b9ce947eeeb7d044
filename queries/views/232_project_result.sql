-- How each project stands on a day; one row per day and project. state: done (every milestone done
-- and every item of the acceptance passed), awaiting (every milestone done, not yet accepted),
-- late (a milestone or, without milestones, the finish is past and not done), not_started,
-- running. late_since: the oldest day that is past; next_on: the next day that is due, a
-- milestone's or the finish.
with steps as (
    select
        as_of,
        project_code,
        count(*) as milestone_total,
        count(done_on) as milestone_done,
        max(done_on) as last_done_on,
        min(case when done_on is null and planned_on < as_of then planned_on end) as late_since,
        min(case when done_on is null and planned_on >= as_of then planned_on end) as next_on
    from milestone_on_day
    group by as_of, project_code
),

looks as (
    select
        as_of,
        project_code,
        sum(case when is_passed then 1 else 0 end) as passed,
        sum(case when is_passed then 0 else 1 end) as failed,
        max(checked_on) as last_checked_on
    from acceptance_on_day
    group by as_of, project_code
),

stood as (
    select
        project_on_day.as_of,
        project_on_day.project_code,
        project_on_day.starts_on,
        coalesce(steps.milestone_total, 0) as milestone_total,
        coalesce(steps.milestone_done, 0) as milestone_done,
        coalesce(steps.milestone_total = steps.milestone_done, false) as is_finished,
        steps.last_done_on,
        cast(coalesce(looks.passed, 0) as bigint) as passed,
        cast(coalesce(looks.failed, 0) as bigint) as failed,
        looks.last_checked_on,
        coalesce(
            steps.late_since,
            case when project_on_day.ends_on < project_on_day.as_of then project_on_day.ends_on end
        ) as late_since,
        least(
            coalesce(steps.next_on, project_on_day.ends_on), project_on_day.ends_on
        ) as next_on
    from project_on_day
    left join steps
        on
            project_on_day.as_of = steps.as_of
            and project_on_day.project_code = steps.project_code
    left join looks
        on
            project_on_day.as_of = looks.as_of
            and project_on_day.project_code = looks.project_code
)

select
    as_of,
    project_code,
    milestone_total,
    milestone_done,
    passed,
    failed,
    case when is_finished then last_done_on end as finished_on,
    case
        when is_finished and passed = (select count(*) from acceptance_item)
            then greatest(last_done_on, last_checked_on)
    end as accepted_on,
    case when not is_finished then late_since end as late_since,
    case when not is_finished and late_since is null then next_on end as next_on,
    case
        when is_finished and passed = (select count(*) from acceptance_item) then 'done'
        when is_finished then 'awaiting'
        when late_since is not null then 'late'
        when milestone_done = 0 and starts_on > as_of then 'not_started'
        else 'running'
    end as state
from stood
