-- What was ever said of a project, by whom and when, taken back or not? one row per told row,
-- newest first; kind says of which table it is, subject what it is about there (milestone, source,
-- item, keeper), day_1 and day_2 its days (plan and done; start and finish; received; looked at),
-- number_1 and number_2 its numbers (investment and disbursed; amount and used; income)
-- key: kind, upload_id, row_number
-- columns: kind VARCHAR, subject VARCHAR, day_1 DATE, day_2 DATE, number_1 DOUBLE, number_2 DOUBLE,
-- is_passed BOOLEAN, since DATE, reason VARCHAR, upload_id BIGINT, row_number BIGINT,
-- file_name VARCHAR, actor_name VARCHAR, actor_role VARCHAR, recorded_at TIMESTAMP, counts BOOLEAN
with told as (
    select
        'project' as kind,
        project as subject,
        starts_on as day_1,
        ends_on as day_2,
        investment as number_1,
        disbursed as number_2,
        cast(null as boolean) as is_passed,
        since,
        reason,
        upload_id,
        row_number
    from project
    where project_code = $project_code
    union all
    select
        'milestone' as kind,
        milestone as subject,
        planned_on as day_1,
        done_on as day_2,
        cast(null as double) as number_1,
        cast(null as double) as number_2,
        cast(null as boolean) as is_passed,
        since,
        reason,
        upload_id,
        row_number
    from milestone
    where project_code = $project_code
    union all
    select
        'fund' as kind,
        fund_source as subject,
        received_on as day_1,
        cast(null as date) as day_2,
        amount as number_1,
        used as number_2,
        cast(null as boolean) as is_passed,
        since,
        reason,
        upload_id,
        row_number
    from fund
    where project_code = $project_code
    union all
    select
        'acceptance' as kind,
        acceptance_item.item as subject,
        acceptance.checked_on as day_1,
        cast(null as date) as day_2,
        cast(null as double) as number_1,
        cast(null as double) as number_2,
        acceptance.is_passed,
        cast(null as date) as since,
        acceptance.reason,
        acceptance.upload_id,
        acceptance.row_number
    from acceptance
    inner join acceptance_item on acceptance.item_code = acceptance_item.item_code
    where acceptance.project_code = $project_code
    union all
    select
        'upkeep' as kind,
        keeper as subject,
        checked_on as day_1,
        cast(null as date) as day_2,
        income as number_1,
        cast(null as double) as number_2,
        cast(null as boolean) as is_passed,
        cast(null as date) as since,
        reason,
        upload_id,
        row_number
    from upkeep
    where project_code = $project_code
)

select
    told.kind,
    told.subject,
    told.day_1,
    told.day_2,
    told.number_1,
    told.number_2,
    told.is_passed,
    told.since,
    coalesce(told.reason, '') as reason,
    told.upload_id,
    told.row_number,
    upload.file_name,
    upload.actor_name,
    upload.actor_role,
    upload.recorded_at,
    live_upload.upload_id is not null as counts
from told
inner join upload on told.upload_id = upload.upload_id
left join live_upload on told.upload_id = live_upload.upload_id
order by upload.recorded_at desc, told.upload_id desc, told.kind asc, told.row_number asc
