-- What is on record of every project as last told, for what a file or an act is held against? one
-- row per project: first and last planned day of its milestones, whether all are done and on which
-- day
-- key: project_code
-- columns: project_code VARCHAR, project VARCHAR, village_code VARCHAR, star_code VARCHAR,
-- starts_on DATE, ends_on DATE, first_planned DATE, last_planned DATE, first_done DATE,
-- open_milestones BIGINT, finished_on DATE, last_upload BIGINT
with newest as (
    select *
    from project_on_day
    where as_of = date '2149-12-31'
),

steps as (
    select
        project_code,
        min(planned_on) as first_planned,
        max(planned_on) as last_planned,
        min(done_on) as first_done,
        count(*) - count(done_on) as open_milestones,
        max(done_on) as last_done,
        max(upload_id) as last_upload
    from milestone_on_day
    where as_of = date '2149-12-31'
    group by project_code
)

select
    newest.project_code,
    newest.project,
    newest.village_code,
    newest.star_code,
    newest.starts_on,
    newest.ends_on,
    steps.first_planned,
    steps.last_planned,
    steps.first_done,
    coalesce(steps.open_milestones, 0) as open_milestones,
    case when steps.open_milestones = 0 then steps.last_done end as finished_on,
    greatest(newest.upload_id, coalesce(steps.last_upload, 0)) as last_upload
from newest
left join steps on newest.project_code = steps.project_code
order by newest.project_code
