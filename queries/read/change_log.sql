-- Which stars were won or lost between two days ($between: from each of these days to the next),
-- and because of what? one row per day, village, star and causing requirement (indicator_code
-- null: none caused it)
-- cause: value (reported anew), age (grew stale), rule (a threshold or another condition changed),
-- rule_new, rule_dropped (a requirement began or ended), exempt_begun, exempt_ended, unit (the
-- village unit began or ended), capstone (the other stars decided), mark (the star's score against
-- its pass mark) or other. rule_…: the version that says so; exempt_… and unit_…:
-- the decision behind it. Of a unit that is no more the state and level afterwards are null.
-- key: as_of, village_code, star_code, indicator_code
-- columns: as_of DATE, compare DATE, village_code VARCHAR, village VARCHAR, star_code VARCHAR,
-- star VARCHAR, change VARCHAR, state_before VARCHAR, state_after VARCHAR, level_before BIGINT,
-- level_after BIGINT, cause VARCHAR, indicator_code VARCHAR, indicator VARCHAR, unit VARCHAR,
-- value_type VARCHAR, decimals BIGINT, direction VARCHAR, threshold DOUBLE,
-- threshold_before DOUBLE, max_age_days BIGINT, max_age_before BIGINT, veto VARCHAR,
-- value_before DOUBLE, value_after DOUBLE, requirement_before VARCHAR, requirement_after VARCHAR,
-- value_as_of DATE, file_name VARCHAR, row_number BIGINT, uploader VARCHAR, recorded_at TIMESTAMP,
-- rule_version BIGINT, rule_version_before BIGINT, rule_from DATE, rule_set_by VARCHAR,
-- rule_note VARCHAR, exempt_reason VARCHAR, exempt_from DATE, exempt_to DATE, unit_event VARCHAR,
-- unit_event_date DATE, unit_reason VARCHAR, unit_into VARCHAR, score_before DOUBLE,
-- score_after DOUBLE, pass_mark DOUBLE
with every_day as (
    select list_concat([$compare], list_concat($between, [$as_of])) as days
),

span as (
    select
        unnest(list_slice(days, 1, len(days) - 1)) as compare,
        unnest(list_slice(days, 2, len(days))) as as_of
    from every_day
),

side as (
    select
        as_of,
        compare,
        as_of as day
    from span
    union
    select
        as_of,
        compare,
        compare as day
    from span
),

-- A day by itself is judged quickly, many at once by their bounds: two days are never a range.
star_on_day as (
    select
        as_of as day,
        village_code,
        star_code,
        state,
        barred_by,
        is_held_back,
        pass_mark,
        100 * cast(points_low as double) / nullif(points_max, 0) as score
    from star_result
    where as_of = $as_of
    union all
    select
        as_of as day,
        village_code,
        star_code,
        state,
        barred_by,
        is_held_back,
        pass_mark,
        100 * cast(points_low as double) / nullif(points_max, 0) as score
    from star_result
    where as_of = $compare
    union all
    select
        as_of as day,
        village_code,
        star_code,
        state,
        barred_by,
        is_held_back,
        pass_mark,
        100 * cast(points_low as double) / nullif(points_max, 0) as score
    from star_result
    where
        as_of between list_min($between) and list_max($between)
        and list_contains($between, as_of)
),

level_on_day as (
    select
        as_of as day,
        village_code,
        level
    from level_result
    where as_of = $as_of
    union all
    select
        as_of as day,
        village_code,
        level
    from level_result
    where as_of = $compare
    union all
    select
        as_of as day,
        village_code,
        level
    from level_result
    where
        as_of between list_min($between) and list_max($between)
        and list_contains($between, as_of)
),

named_on_day as (
    select
        as_of as day,
        village_code,
        village
    from village_on_day
    where as_of = $as_of
    union all
    select
        as_of as day,
        village_code,
        village
    from village_on_day
    where as_of = $compare
    union all
    select
        as_of as day,
        village_code,
        village
    from village_on_day
    where
        as_of between list_min($between) and list_max($between)
        and list_contains($between, as_of)
),

-- Only what decides a star can be a cause.
requirement_on_day as (
    select
        as_of as day,
        village_code,
        star_code,
        indicator_code,
        version,
        direction,
        threshold,
        veto,
        max_age_days,
        state,
        value,
        value_as_of,
        age_days,
        upload_id,
        row_number
    from requirement_result
    where
        as_of = $as_of
        and (is_mandatory or veto <> '')
    union all
    select
        as_of as day,
        village_code,
        star_code,
        indicator_code,
        version,
        direction,
        threshold,
        veto,
        max_age_days,
        state,
        value,
        value_as_of,
        age_days,
        upload_id,
        row_number
    from requirement_result
    where
        as_of = $compare
        and (is_mandatory or veto <> '')
    union all
    select
        as_of as day,
        village_code,
        star_code,
        indicator_code,
        version,
        direction,
        threshold,
        veto,
        max_age_days,
        state,
        value,
        value_as_of,
        age_days,
        upload_id,
        row_number
    from requirement_result
    where
        as_of between list_min($between) and list_max($between)
        and list_contains($between, as_of)
        and (is_mandatory or veto <> '')
),

held as (
    select
        side.as_of,
        side.compare,
        star_on_day.village_code,
        star_on_day.star_code,
        max(case when side.day = side.compare then star_on_day.state end) as state_before,
        max(case when side.day = side.as_of then star_on_day.state end) as state_after,
        max(case when side.day = side.compare then star_on_day.barred_by end) as barred_before,
        max(case when side.day = side.as_of then star_on_day.barred_by end) as barred_after,
        coalesce(bool_or(star_on_day.is_held_back), false) as is_held_back,
        max(case when side.day = side.compare then star_on_day.score end) as score_before,
        max(case when side.day = side.as_of then star_on_day.score end) as score_after,
        max(case when side.day = side.compare then star_on_day.pass_mark end)
            as pass_mark_before,
        max(case when side.day = side.as_of then star_on_day.pass_mark end) as pass_mark
    from side
    inner join star_on_day on side.day = star_on_day.day
    group by side.as_of, side.compare, star_on_day.village_code, star_on_day.star_code
),

turned as (
    select
        as_of,
        compare,
        village_code,
        star_code,
        state_before,
        state_after,
        barred_before,
        barred_after,
        is_held_back,
        score_before,
        score_after,
        pass_mark_before,
        pass_mark,
        least(as_of, compare) as after_day,
        greatest(as_of, compare) as last_day
    from held
    where coalesce(state_after = 'won', false) <> coalesce(state_before = 'won', false)
),

candidate as (
    select distinct
        turned.as_of,
        turned.compare,
        turned.village_code,
        requirement_on_day.star_code,
        requirement_on_day.indicator_code
    from turned
    inner join side on turned.as_of = side.as_of and turned.compare = side.compare
    inner join requirement_on_day
        on
            side.day = requirement_on_day.day
            and turned.village_code = requirement_on_day.village_code
),

moved as (
    select
        candidate.as_of,
        candidate.compare,
        candidate.village_code,
        candidate.star_code,
        candidate.indicator_code,
        coalesce(now.direction, was.direction) as direction,
        coalesce(now.threshold, was.threshold) as threshold,
        was.threshold as threshold_before,
        coalesce(now.max_age_days, was.max_age_days) as max_age_days,
        was.max_age_days as max_age_before,
        coalesce(now.veto, was.veto) as veto,
        was.value as value_before,
        now.value as value_after,
        was.state as requirement_before,
        now.state as requirement_after,
        now.value_as_of,
        now.upload_id,
        now.row_number,
        now.version as rule_version,
        was.version as rule_version_before,
        -- Today's value as the former rule would have judged it.
        case
            when now.value is null then 'missing'
            when now.age_days > was.max_age_days then 'stale'
            when was.direction = 'higher' and now.value >= was.threshold then 'met'
            when was.direction = 'lower' and now.value <= was.threshold then 'met'
            else 'unmet'
        end as by_former_rule
    from candidate
    left join requirement_on_day as now
        on
            candidate.as_of = now.day
            and candidate.village_code = now.village_code
            and candidate.star_code = now.star_code
            and candidate.indicator_code = now.indicator_code
    left join requirement_on_day as was
        on
            candidate.compare = was.day
            and candidate.village_code = was.village_code
            and candidate.star_code = was.star_code
            and candidate.indicator_code = was.indicator_code
    where coalesce(now.state, 'dropped') <> coalesce(was.state, 'dropped')
),

caused as (
    select
        turned.as_of,
        turned.compare,
        turned.after_day,
        turned.last_day,
        turned.village_code,
        turned.star_code,
        turned.state_before,
        turned.state_after,
        turned.is_held_back,
        turned.score_before,
        turned.score_after,
        turned.pass_mark_before,
        turned.pass_mark,
        moved.star_code as cause_star_code,
        moved.indicator_code,
        moved.direction,
        moved.threshold,
        moved.threshold_before,
        moved.max_age_days,
        moved.max_age_before,
        moved.veto,
        moved.value_before,
        moved.value_after,
        moved.requirement_before,
        moved.requirement_after,
        moved.value_as_of,
        moved.upload_id,
        moved.row_number,
        moved.rule_version,
        moved.rule_version_before,
        moved.by_former_rule
    from turned
    left join moved
        on
            turned.as_of = moved.as_of
            and turned.compare = moved.compare
            and turned.village_code = moved.village_code
            and turned.state_before is not null
            and turned.state_after is not null
            and (
                (
                    turned.star_code = moved.star_code
                    and case turned.state_after
                        when 'won' then moved.requirement_before <> 'met'
                        when 'lost' then moved.requirement_after = 'unmet'
                        else moved.requirement_after in ('missing', 'stale')
                    end
                )
                or (
                    turned.barred_after is distinct from turned.barred_before
                    and moved.indicator_code
                    = coalesce(turned.barred_after, turned.barred_before)
                )
            )
    -- A veto of all stars may stand in several of them.
    qualify row_number() over (
        partition by
            turned.as_of,
            turned.compare,
            turned.village_code,
            turned.star_code,
            moved.indicator_code
        order by turned.star_code = moved.star_code desc, moved.star_code asc
    ) = 1
),

excused as (
    select
        caused.*,
        live_exempt.reason as exempt_reason,
        live_exempt.from_date as exempt_from,
        live_exempt.to_date as exempt_to
    from caused
    left join live_exempt
        on
            caused.village_code = live_exempt.village_code
            and caused.indicator_code = live_exempt.indicator_code
            and (caused.requirement_before is null or caused.requirement_after is null)
            and live_exempt.from_date
            <= case when caused.requirement_after is null then caused.as_of else caused.compare end
            and (
                live_exempt.to_date is null
                or live_exempt.to_date
                >= case
                    when caused.requirement_after is null then caused.as_of else caused.compare
                end
            )
    qualify row_number() over (
        partition by
            caused.as_of,
            caused.compare,
            caused.village_code,
            caused.star_code,
            caused.indicator_code
        order by live_exempt.from_date desc nulls last
    ) = 1
),

explained as (
    select
        excused.*,
        case
            when excused.state_before is null or excused.state_after is null then 'unit'
            when excused.indicator_code is null and excused.is_held_back then 'capstone'
            when
                excused.indicator_code is null
                and coalesce(excused.score_before < excused.pass_mark_before, false)
                <> coalesce(excused.score_after < excused.pass_mark, false)
                then 'mark'
            when excused.indicator_code is null then 'other'
            when excused.requirement_before is null
                then case
                    when excused.exempt_from is null then 'rule_new' else 'exempt_ended'
                end
            when excused.requirement_after is null
                then case
                    when excused.exempt_from is null then 'rule_dropped' else 'exempt_begun'
                end
            when excused.by_former_rule <> excused.requirement_after then 'rule'
            when excused.requirement_after in ('missing', 'stale') then 'age'
            else 'value'
        end as cause
    from excused
),

-- The version a cause rests on: the one that holds the requirement, else the newest that began.
ruled as (
    select
        explained.*,
        coalesce(requirement.valid_from, rule_version.valid_from) as rule_from,
        coalesce(requirement.set_by, rule_version.set_by) as rule_set_by,
        coalesce(requirement.source_note, rule_version.source_note) as rule_note,
        rule_version.version as newest_version
    from explained
    left join requirement
        on
            explained.cause in ('rule', 'rule_new')
            and explained.rule_version = requirement.version
            and explained.cause_star_code = requirement.star_code
            and explained.indicator_code = requirement.indicator_code
            and explained.as_of >= requirement.valid_from
    left join rule_version
        on
            explained.cause in ('rule_dropped', 'other')
            and explained.after_day < rule_version.valid_from
            and explained.last_day >= rule_version.valid_from
            and not exists (
                select 1 from rule_version_withdrawal
                where rule_version_withdrawal.version = rule_version.version
            )
    qualify row_number() over (
        partition by
            explained.as_of,
            explained.compare,
            explained.village_code,
            explained.star_code,
            explained.indicator_code
        order by
            requirement.valid_from desc nulls last,
            requirement.category desc,
            rule_version.version desc nulls last
    ) = 1
),

unit_event as (
    select
        event.village_code,
        event.event,
        event.event_date,
        event.reason,
        live_village.village as into_village
    from live_village_event as event
    left join live_village on event.into_code = live_village.village_code
    where event.event in ('founded', 'merged', 'abolished')
    qualify row_number() over (
        partition by event.village_code, event.event_date order by event.event_id desc
    ) = 1
)

select
    ruled.as_of,
    ruled.compare,
    ruled.village_code,
    coalesce(named_now.village, named_then.village) as village,
    ruled.star_code,
    star.star,
    case
        when ruled.state_after = 'won' then 'won'
        when ruled.state_after = 'undetermined' then 'undetermined'
        else 'lost'
    end as change,
    ruled.state_before,
    ruled.state_after,
    level_then.level as level_before,
    level_now.level as level_after,
    ruled.cause,
    ruled.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    ruled.direction,
    ruled.threshold,
    ruled.threshold_before,
    ruled.max_age_days,
    ruled.max_age_before,
    ruled.veto,
    ruled.value_before,
    ruled.value_after,
    ruled.requirement_before,
    ruled.requirement_after,
    ruled.value_as_of,
    live_upload.file_name,
    ruled.row_number,
    live_upload.actor_name as uploader,
    live_upload.recorded_at,
    coalesce(ruled.rule_version, ruled.newest_version) as rule_version,
    ruled.rule_version_before,
    ruled.rule_from,
    ruled.rule_set_by,
    ruled.rule_note,
    ruled.exempt_reason,
    ruled.exempt_from,
    ruled.exempt_to,
    unit_event.event as unit_event,
    unit_event.event_date as unit_event_date,
    unit_event.reason as unit_reason,
    unit_event.into_village as unit_into,
    ruled.score_before,
    ruled.score_after,
    coalesce(ruled.pass_mark, ruled.pass_mark_before) as pass_mark
from ruled
inner join star on ruled.star_code = star.star_code
left join named_on_day as named_now
    on ruled.as_of = named_now.day and ruled.village_code = named_now.village_code
left join named_on_day as named_then
    on ruled.compare = named_then.day and ruled.village_code = named_then.village_code
left join level_on_day as level_now
    on ruled.as_of = level_now.day and ruled.village_code = level_now.village_code
left join level_on_day as level_then
    on ruled.compare = level_then.day and ruled.village_code = level_then.village_code
left join indicator on ruled.indicator_code = indicator.indicator_code
left join live_upload on ruled.upload_id = live_upload.upload_id
left join unit_event
    on
        ruled.cause = 'unit'
        and ruled.village_code = unit_event.village_code
        and ruled.after_day < unit_event.event_date
        and ruled.last_day >= unit_event.event_date
qualify
    row_number() over (
        partition by
            ruled.as_of,
            ruled.compare,
            ruled.village_code,
            ruled.star_code,
            ruled.indicator_code
        order by unit_event.event_date desc nulls last
    ) = 1
order by
    ruled.as_of desc,
    case change when 'won' then 1 when 'lost' then 2 else 3 end asc,
    ruled.village_code asc,
    star.star_order asc,
    indicator.indicator_order asc
