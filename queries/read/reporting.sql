-- What had each village to report in the last periods, what is in, what is late?
-- Periods reach back from the one $as_of lies in (a week ends on its review Monday) to the one
-- that holds $first_day, $shown at most. Due is every indicator of the period that applies to the
-- unit on the period's last day and is not exempt then; in is what a live upload holds for a day of
-- the period up to $as_of. Late: something is missing more than $grace_days after the last day.
-- delayed_count: came in only after that (samples are recorded all at once, so they never are).
-- due, missing: codes in the order of the indicators.
-- one row per village and period
-- key: village_code, first_day
-- columns: village_code VARCHAR, village VARCHAR, area_group VARCHAR, first_day DATE,
-- last_day DATE, deadline DATE, due_count BIGINT, in_count BIGINT, delayed_count BIGINT,
-- is_over BOOLEAN, is_late BOOLEAN, due VARCHAR, missing VARCHAR
with step as (
    select cast(steps.range as integer) as back
    from range(0, cast($shown as bigint)) as steps
),

start as (
    select
        cast(
            case $period
                when 'week' then $as_of + cast((8 - isodow($as_of)) % 7 as integer) - 7 * back - 6
                when 'month' then date_trunc('month', $as_of) - to_months(back)
                when 'quarter' then date_trunc('quarter', $as_of) - to_months(3 * back)
                else date_trunc('year', $as_of) - to_months(12 * back)
            end as date
        ) as first_day
    from step
),

bounded as (
    select
        first_day,
        cast(
            case $period
                when 'week' then first_day + 6
                when 'month' then first_day + interval 1 month - interval 1 day
                when 'quarter' then first_day + interval 3 month - interval 1 day
                else first_day + interval 1 year - interval 1 day
            end as date
        ) as last_day
    from start
),

period as (
    select
        first_day,
        last_day,
        cast(last_day + cast($grace_days as integer) as date) as deadline
    from bounded
    where last_day >= $first_day
),

reach as (
    select min(first_day) as first_day
    from period
),

unit as (
    select
        live_village.village_code,
        live_village.village,
        live_village.category,
        live_village.area_group,
        live_village.valid_from
    from live_village
    where
        (live_village.valid_from is null or live_village.valid_from <= $as_of)
        and (live_village.valid_to is null or live_village.valid_to > $as_of)
),

kind_of_unit as (
    select distinct category
    from unit
),

asked as (
    select
        period.first_day,
        period.last_day,
        kind_of_unit.category,
        indicator.indicator_code,
        indicator.indicator_order
    from period
    cross join kind_of_unit
    inner join indicator on $period = indicator.period
    left join star on indicator.star_code = star.star_code
    where
        coalesce(star.category, '') in ('', kind_of_unit.category)
        and (
            indicator.kind <> 'judged'
            or exists (
                select 1
                from requirement_span
                where
                    requirement_span.indicator_code = indicator.indicator_code
                    and not requirement_span.is_dropped
                    and requirement_span.category in ('', kind_of_unit.category)
                    and requirement_span.valid_from <= period.last_day
                    and (
                        requirement_span.next_valid_from is null
                        or requirement_span.next_valid_from > period.last_day
                    )
            )
        )
),

due as (
    select
        unit.village_code,
        asked.first_day,
        asked.indicator_code,
        asked.indicator_order
    from unit
    inner join asked on unit.category = asked.category
    where
        (unit.valid_from is null or unit.valid_from <= asked.last_day)
        and not exists (
            select 1
            from live_exempt
            where
                live_exempt.village_code = unit.village_code
                and live_exempt.indicator_code = asked.indicator_code
                and live_exempt.from_date <= asked.last_day
                and (live_exempt.to_date is null or live_exempt.to_date >= asked.last_day)
        )
),

arrived as (
    select
        indicator_value.village_code,
        indicator_value.indicator_code,
        period.first_day,
        min(
            case
                when live_upload.is_sample then period.last_day
                else cast(live_upload.recorded_at + interval 8 hour as date)
            end
        ) as arrived_on
    from indicator_value
    inner join reach on indicator_value.as_of between reach.first_day and $as_of
    inner join period
        on indicator_value.as_of between period.first_day and period.last_day
    inner join indicator
        on
            indicator_value.indicator_code = indicator.indicator_code
            and indicator.period = $period
    inner join live_upload on indicator_value.upload_id = live_upload.upload_id
    group by indicator_value.village_code, indicator_value.indicator_code, period.first_day
),

counted as (
    select
        due.village_code,
        due.first_day,
        count(*) as due_count,
        count(arrived.arrived_on) as in_count,
        count(*) filter (where arrived.arrived_on > period.deadline) as delayed_count,
        string_agg(due.indicator_code, ',' order by due.indicator_order) as due,
        string_agg(
            case when arrived.arrived_on is null then due.indicator_code end,
            ',' order by due.indicator_order
        ) as missing
    from due
    inner join period on due.first_day = period.first_day
    left join arrived
        on
            due.village_code = arrived.village_code
            and due.indicator_code = arrived.indicator_code
            and due.first_day = arrived.first_day
    group by due.village_code, due.first_day
)

select
    unit.village_code,
    unit.village,
    unit.area_group,
    period.first_day,
    period.last_day,
    period.deadline,
    coalesce(counted.due_count, 0) as due_count,
    coalesce(counted.in_count, 0) as in_count,
    coalesce(counted.delayed_count, 0) as delayed_count,
    period.last_day < $as_of as is_over,
    coalesce(counted.missing is not null and period.deadline < $as_of, false) as is_late,
    coalesce(counted.due, '') as due,
    coalesce(counted.missing, '') as missing
from unit
cross join period
left join counted
    on unit.village_code = counted.village_code and period.first_day = counted.first_day
order by unit.village_code, period.first_day
