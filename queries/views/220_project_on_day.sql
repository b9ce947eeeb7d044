-- What the register says of each project on a day: of the live rows whose plan holds by then the
-- last reported; what that leaves open is as told before. One row per day and project.
with told as (
    select
        calendar.as_of,
        project.project_code,
        project.project,
        project.village_code,
        project.star_code,
        project.starts_on,
        project.ends_on,
        project.owner_post,
        project.reason,
        project.upload_id,
        project.row_number,
        last_value(project.indicator_code ignore nulls) over so_far as indicator_code,
        last_value(project.investment ignore nulls) over so_far as investment,
        last_value(project.disbursed ignore nulls) over so_far as disbursed,
        last_value(project.contractor ignore nulls) over so_far as contractor,
        row_number() over (
            partition by calendar.as_of, project.project_code
            order by project.upload_id desc, project.row_number desc
        ) as place
    from calendar
    inner join project
        on calendar.as_of >= coalesce(project.since, date '1950-01-01')
    inner join live_upload on project.upload_id = live_upload.upload_id
    window so_far as (
        partition by calendar.as_of, project.project_code
        order by project.upload_id, project.row_number
    )
)

select
    as_of,
    project_code,
    project,
    village_code,
    star_code,
    indicator_code,
    investment,
    disbursed,
    starts_on,
    ends_on,
    owner_post,
    contractor,
    reason,
    upload_id,
    row_number
from told
where place = 1
