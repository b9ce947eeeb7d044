-- What keeps each village from its stars on a day, what did similar villages gain on it since an
-- earlier day, and which village has done it? one row per village, star and indicator
-- Similar: the other villages of the same category. compared: those with a value on both days (for
-- yes/no those of them that were not there yet); improved: those that moved in the direction;
-- typical_gain: the median way of these (for yes/no their share). A counter of the year so far
-- began the year at 0.
-- done_…: a village of the category that failed today's threshold within the year before, with a
-- value nearest to ours, and meets it now: its value and day then, and when it first met it after.
-- key: village_code, star_code, indicator_code
-- columns: village_code VARCHAR, village VARCHAR, category VARCHAR, star_code VARCHAR,
-- star VARCHAR, star_order BIGINT, indicator_code VARCHAR, indicator VARCHAR,
-- indicator_order BIGINT, unit VARCHAR, value_type VARCHAR, decimals BIGINT, direction VARCHAR,
-- state VARCHAR, value DOUBLE, qualifier VARCHAR, age_days BIGINT, threshold DOUBLE, gap DOUBLE,
-- is_bar BOOLEAN, owner_post VARCHAR, stars_gained BIGINT, star_blockers BIGINT, compared BIGINT,
-- improved BIGINT, typical_gain DOUBLE, done_code VARCHAR, done_village VARCHAR,
-- done_from DOUBLE, done_from_as_of DATE, done_to DOUBLE, done_to_as_of DATE
with unit as materialized (
    select
        village_code,
        village,
        category
    from village_on_day
    where as_of = $as_of
),

blocker as materialized (
    select
        gap_result.village_code,
        gap_result.star_code,
        gap_result.indicator_code,
        gap_result.direction,
        gap_result.threshold,
        gap_result.state,
        gap_result.value,
        gap_result.qualifier,
        gap_result.age_days,
        gap_result.gap,
        gap_result.is_bar,
        gap_result.star_blockers,
        gap_result.stars_gained,
        unit.village,
        unit.category,
        star.star,
        star.star_order,
        indicator.indicator,
        indicator.indicator_order,
        indicator.unit,
        indicator.value_type,
        indicator.decimals,
        indicator.owner_post
    from gap_result
    inner join unit on gap_result.village_code = unit.village_code
    inner join star on gap_result.star_code = star.star_code
    inner join indicator on gap_result.indicator_code = indicator.indicator_code
    where gap_result.as_of = $as_of
),

moved as materialized (
    select
        unit.category,
        now.village_code,
        now.indicator_code,
        now.value,
        case
            when
                indicator.accumulation = 'ytd'
                and year(now.value_as_of) > year(before.value_as_of)
                then 0
            else before.value
        end as value_before
    from value_span as now
    inner join unit on now.village_code = unit.village_code
    inner join indicator on now.indicator_code = indicator.indicator_code
    inner join value_span as before
        on
            now.village_code = before.village_code
            and now.indicator_code = before.indicator_code
            and before.value_as_of <= $since
            and (before.next_as_of is null or before.next_as_of > $since)
    where
        now.value_as_of <= $as_of
        and (now.next_as_of is null or now.next_as_of > $as_of)
),

gained as (
    select
        blocker.village_code,
        blocker.star_code,
        blocker.indicator_code,
        blocker.value_type,
        case blocker.direction when 'higher' then 1 else -1 end
        * (moved.value - moved.value_before) as gain,
        case blocker.direction
            when 'higher' then moved.value_before < blocker.threshold
            else moved.value_before > blocker.threshold
        end as was_open
    from blocker
    inner join moved
        on
            blocker.category = moved.category
            and blocker.indicator_code = moved.indicator_code
            and blocker.village_code <> moved.village_code
    where blocker.state = 'unmet'
),

typical as (
    select
        village_code,
        star_code,
        indicator_code,
        count(*) as compared,
        count(*) filter (where gain > 0) as improved,
        case
            when count(*) filter (where gain > 0) = 0 then null
            when any_value(value_type) = 'bool'
                then count(*) filter (where gain > 0) / count(*)
            else median(gain) filter (where gain > 0)
        end as typical_gain
    from gained
    where was_open or value_type <> 'bool'
    group by village_code, star_code, indicator_code
),

-- Who meets a requirement now, with every report of the year before the day.
report as (
    select
        unit.category,
        requirement_result.star_code,
        requirement_result.indicator_code,
        unit.village_code,
        unit.village,
        indicator.accumulation,
        value_span.value,
        value_span.value_as_of,
        case requirement_result.direction
            when 'higher' then value_span.value >= requirement_result.threshold
            else value_span.value <= requirement_result.threshold
        end as is_met
    from requirement_result
    inner join unit on requirement_result.village_code = unit.village_code
    inner join indicator on requirement_result.indicator_code = indicator.indicator_code
    inner join value_span
        on
            requirement_result.village_code = value_span.village_code
            and requirement_result.indicator_code = value_span.indicator_code
            and value_span.value_as_of between $as_of - 364 and $as_of
    where requirement_result.as_of = $as_of and requirement_result.state = 'met'
),

last_failure as (
    select
        star_code,
        indicator_code,
        village_code,
        max(value_as_of) filter (where not is_met) as failed_as_of
    from report
    group by star_code, indicator_code, village_code
),

turn as (
    select
        report.star_code,
        report.indicator_code,
        report.village_code,
        min(report.value_as_of) as met_as_of,
        arg_min(report.value, report.value_as_of) as met_value
    from report
    inner join last_failure
        on
            report.star_code = last_failure.star_code
            and report.indicator_code = last_failure.indicator_code
            and report.village_code = last_failure.village_code
            and report.value_as_of > last_failure.failed_as_of
    group by report.star_code, report.indicator_code, report.village_code
),

-- The newest precedent of each starting value.
precedent as materialized (
    select
        report.category,
        report.star_code,
        report.indicator_code,
        report.village_code,
        report.village,
        report.value,
        report.value_as_of,
        turn.met_value,
        turn.met_as_of
    from report
    inner join turn
        on
            report.star_code = turn.star_code
            and report.indicator_code = turn.indicator_code
            and report.village_code = turn.village_code
    where
        not report.is_met
        and report.value_as_of < turn.met_as_of
        and (
            report.accumulation <> 'ytd'
            or year(report.value_as_of) = year(turn.met_as_of)
        )
    qualify row_number() over (
        partition by report.category, report.star_code, report.indicator_code, report.value
        order by turn.met_as_of desc, report.value_as_of desc, report.village_code asc
    ) = 1
),

unmet as (
    select
        category,
        star_code,
        indicator_code,
        village_code,
        value
    from blocker
    where state = 'unmet'
),

candidate as (
    select
        unmet.village_code as own_code,
        precedent.*,
        abs(precedent.value - unmet.value) as distance
    from unmet
    asof inner join precedent
        on
            unmet.category = precedent.category
            and unmet.star_code = precedent.star_code
            and unmet.indicator_code = precedent.indicator_code
            and unmet.value >= precedent.value
    union all
    select
        unmet.village_code as own_code,
        precedent.*,
        abs(precedent.value - unmet.value) as distance
    from unmet
    asof inner join precedent
        on
            unmet.category = precedent.category
            and unmet.star_code = precedent.star_code
            and unmet.indicator_code = precedent.indicator_code
            and unmet.value <= precedent.value
),

done as (
    select *
    from candidate
    qualify row_number() over (
        partition by own_code, star_code, indicator_code
        order by distance asc, met_as_of desc, value_as_of desc, village_code asc
    ) = 1
)

select
    blocker.village_code,
    blocker.village,
    blocker.category,
    blocker.star_code,
    blocker.star,
    blocker.star_order,
    blocker.indicator_code,
    blocker.indicator,
    blocker.indicator_order,
    blocker.unit,
    blocker.value_type,
    blocker.decimals,
    blocker.direction,
    blocker.state,
    blocker.value,
    blocker.qualifier,
    blocker.age_days,
    blocker.threshold,
    blocker.gap,
    blocker.is_bar,
    blocker.owner_post,
    blocker.stars_gained,
    blocker.star_blockers,
    coalesce(typical.compared, 0) as compared,
    coalesce(typical.improved, 0) as improved,
    cast(typical.typical_gain as double) as typical_gain,
    done.village_code as done_code,
    done.village as done_village,
    done.value as done_from,
    done.value_as_of as done_from_as_of,
    done.met_value as done_to,
    done.met_as_of as done_to_as_of
from blocker
left join typical
    on
        blocker.village_code = typical.village_code
        and blocker.star_code = typical.star_code
        and blocker.indicator_code = typical.indicator_code
left join done
    on
        blocker.village_code = done.own_code
        and blocker.star_code = done.star_code
        and blocker.indicator_code = done.indicator_code
order by blocker.village_code, blocker.star_order, blocker.indicator_order
