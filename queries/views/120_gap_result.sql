-- Computed shortfalls: every requirement that keeps a star from being won; one row per day,
-- village, star and indicator.
-- is_bar: an unmet veto that bars every star. star_blockers: how many there are in that star.
-- stars_gained: the stars won if this one alone were met (an 'all' veto frees the other stars that
-- have no blocker of their own).
with blocker as (
    select
        as_of,
        village_code,
        star_code,
        indicator_code,
        version,
        direction,
        threshold,
        is_mandatory,
        veto,
        max_age_days,
        state,
        value,
        qualifier,
        value_as_of,
        age_days,
        gap,
        upload_id,
        row_number,
        column_name,
        veto = 'all' and state = 'unmet' as is_bar
    from requirement_result
    where (is_mandatory or veto <> '') and state <> 'met'
),

counted as (
    select
        as_of,
        village_code,
        star_code,
        indicator_code,
        version,
        direction,
        threshold,
        is_mandatory,
        veto,
        max_age_days,
        state,
        value,
        qualifier,
        value_as_of,
        age_days,
        gap,
        upload_id,
        row_number,
        column_name,
        is_bar,
        count(*) over (partition by as_of, village_code, star_code) as star_blockers,
        count(*) filter (where is_bar) over (partition by as_of, village_code) as bars
    from blocker
),

free_star as (
    select
        as_of,
        village_code,
        count(*) as free_stars
    from star_result
    where unmet_count + missing_count + stale_count = 0 and requirement_total > 0
    group by as_of, village_code
)

select
    counted.as_of,
    counted.village_code,
    counted.star_code,
    counted.indicator_code,
    counted.version,
    counted.direction,
    counted.threshold,
    counted.is_mandatory,
    counted.veto,
    counted.max_age_days,
    counted.state,
    counted.value,
    counted.qualifier,
    counted.value_as_of,
    counted.age_days,
    counted.gap,
    counted.upload_id,
    counted.row_number,
    counted.column_name,
    counted.is_bar,
    cast(counted.star_blockers as bigint) as star_blockers,
    cast(
        case
            when counted.bars > case when counted.is_bar then 1 else 0 end then 0
            else
                case when counted.star_blockers = 1 then 1 else 0 end
                + case when counted.is_bar then coalesce(free_star.free_stars, 0) else 0 end
        end as bigint
    ) as stars_gained
from counted
left join free_star
    on
        counted.as_of = free_star.as_of
        and counted.village_code = free_star.village_code
