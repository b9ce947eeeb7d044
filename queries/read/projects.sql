-- How does each project stand on a day? one row per project, most days late first and
-- what is done last; village and 管区
-- as of the day (of a unit that is no more: as last known); days_late from the oldest milestone
-- (or the finish) that is past; is_soon: the next one is at most soon_days away; received: money
-- that came, used: of it, null where nobody said; disbursed: as reported (disbursed_told), else
-- used of received in per cent
-- key: project_code
-- columns: project_code VARCHAR, project VARCHAR, village_code VARCHAR, village VARCHAR,
-- area_group VARCHAR, star_code VARCHAR, star VARCHAR, indicator_code VARCHAR, indicator VARCHAR,
-- investment DOUBLE, received DOUBLE, used DOUBLE, disbursed DOUBLE, disbursed_told DOUBLE,
-- starts_on DATE, ends_on DATE, owner_post VARCHAR, contractor VARCHAR, milestone_total BIGINT,
-- milestone_done BIGINT, passed BIGINT, failed BIGINT, item_total BIGINT, finished_on DATE,
-- accepted_on DATE, state VARCHAR, colour VARCHAR, days_late BIGINT, next_on DATE, is_soon
-- BOOLEAN, keeper VARCHAR, kept_on DATE, income DOUBLE, upload_id BIGINT, file_name VARCHAR,
-- row_number BIGINT
with money as (
    select
        project_code,
        sum(amount) as received,
        case when count(used) = count(*) then sum(used) end as used
    from fund_on_day
    where as_of = $as_of and project_code <> ''
    group by project_code
)

select
    project_on_day.project_code,
    project_on_day.project,
    project_on_day.village_code,
    coalesce(village_on_day.village, live_village.village) as village,
    coalesce(village_on_day.area_group, live_village.area_group) as area_group,
    project_on_day.star_code,
    star.star,
    project_on_day.indicator_code,
    indicator.indicator,
    project_on_day.investment,
    money.received,
    money.used,
    coalesce(
        project_on_day.disbursed,
        case when money.received > 0 then 100 * money.used / money.received end
    ) as disbursed,
    project_on_day.disbursed as disbursed_told,
    project_on_day.starts_on,
    project_on_day.ends_on,
    project_on_day.owner_post,
    project_on_day.contractor,
    project_result.milestone_total,
    project_result.milestone_done,
    project_result.passed,
    project_result.failed,
    (select count(*) from acceptance_item) as item_total,
    project_result.finished_on,
    project_result.accepted_on,
    project_result.state,
    case project_result.state
        when 'done' then 'green'
        when 'late' then 'red'
        else 'yellow'
    end as colour,
    coalesce(date_diff('day', project_result.late_since, $as_of), 0) as days_late,
    project_result.next_on,
    coalesce(
        project_result.state in ('running', 'not_started')
        and date_diff('day', $as_of, project_result.next_on) <= $soon_days,
        false
    ) as is_soon,
    upkeep_on_day.keeper,
    upkeep_on_day.checked_on as kept_on,
    upkeep_on_day.income,
    project_on_day.upload_id,
    upload.file_name,
    project_on_day.row_number
from project_on_day
inner join project_result
    on
        project_on_day.project_code = project_result.project_code
        and project_on_day.as_of = project_result.as_of
inner join live_village on project_on_day.village_code = live_village.village_code
inner join star on project_on_day.star_code = star.star_code
inner join upload on project_on_day.upload_id = upload.upload_id
left join village_on_day
    on
        project_on_day.village_code = village_on_day.village_code
        and project_on_day.as_of = village_on_day.as_of
left join indicator on project_on_day.indicator_code = indicator.indicator_code
left join money on project_on_day.project_code = money.project_code
left join upkeep_on_day
    on
        project_on_day.project_code = upkeep_on_day.project_code
        and project_on_day.as_of = upkeep_on_day.as_of
where project_on_day.as_of = $as_of
order by
    days_late desc,
    case when project_result.state = 'done' then 1 else 0 end asc,
    project_result.next_on asc nulls last,
    project_on_day.project_code asc
