-- Computed shortfalls: every requirement that keeps a star from being won; one row per day,
-- village, star and indicator. Mandatory ones and vetoes that are not met, and, while the star's
-- pass mark is not reached, scored ones that are not met.
-- is_bar: an unmet veto that bars every star. star_blockers: how many of the star's rows must close
-- (scored ones: the fewest that reach the pass mark).
-- stars_gained: the stars won if this one alone were met in full (an 'all' veto frees the other
-- stars that have no blocker of their own; the last star also wins the capstone).
-- steps: how many must close before a star is won by way of this one.
with star_row as (
    select
        as_of,
        village_code,
        star_code,
        requirement_total,
        unmet_count + missing_count + stale_count as blockers,
        points_max,
        points_low,
        pass_mark,
        is_capstone,
        coalesce(points_low * 100 < pass_mark * points_max, false) as is_short_of_mark,
        count(*) filter (where not is_capstone)
            over (partition by as_of, village_code) as others,
        count(*) filter (where not is_capstone and is_clean)
            over (partition by as_of, village_code) as others_clean,
        count(*) filter (where is_capstone and is_clean)
            over (partition by as_of, village_code) as capstones_clean,
        count(*) filter (where state = 'won')
            over (partition by as_of, village_code) as won
    from star_result
),

lacking as (
    select
        requirement_result.as_of,
        requirement_result.village_code,
        requirement_result.star_code,
        requirement_result.indicator_code,
        requirement_result.version,
        requirement_result.direction,
        requirement_result.threshold,
        requirement_result.is_mandatory,
        requirement_result.veto,
        requirement_result.max_age_days,
        requirement_result.state,
        requirement_result.value,
        requirement_result.qualifier,
        requirement_result.value_as_of,
        requirement_result.age_days,
        requirement_result.gap,
        requirement_result.upload_id,
        requirement_result.row_number,
        requirement_result.column_name,
        star_row.requirement_total,
        star_row.blockers,
        star_row.points_max,
        star_row.points_low,
        star_row.pass_mark,
        star_row.is_capstone,
        star_row.others,
        star_row.others_clean,
        star_row.capstones_clean,
        star_row.won,
        requirement_result.veto = 'all' and requirement_result.state = 'unmet' as is_bar,
        requirement_result.is_mandatory or requirement_result.veto <> '' as is_blocker,
        cast(
            floor(
                (requirement_result.points - requirement_result.points_low) * 1000000 + 0.5
            ) as bigint
        ) as points_open
    from requirement_result
    inner join star_row
        on
            requirement_result.as_of = star_row.as_of
            and requirement_result.village_code = star_row.village_code
            and requirement_result.star_code = star_row.star_code
    where
        requirement_result.state <> 'met'
        and (
            requirement_result.is_mandatory
            or requirement_result.veto <> ''
            or (
                star_row.is_short_of_mark
                and requirement_result.points > requirement_result.points_low
            )
        )
),

-- Scored rows in the order of what they bring, after every blocker.
summed as (
    select
        *,
        coalesce(
            sum(points_open) over (
                partition by as_of, village_code, star_code
                order by
                    case when is_blocker then 0 else 1 end asc,
                    points_open desc,
                    indicator_code asc
                rows between unbounded preceding and 1 preceding
            ), 0
        ) as points_before
    from lacking
),

needed as (
    select
        *,
        is_blocker
        or (points_low + points_before) * 100 < pass_mark * points_max as is_needed
    from summed
),

counted as (
    select
        *,
        count(*) filter (where is_needed)
            over (partition by as_of, village_code, star_code) as star_blockers,
        count(*) filter (where is_needed)
            over (partition by as_of, village_code) as village_blockers,
        count(*) filter (where is_bar)
            over (partition by as_of, village_code) as bars,
        count(*) filter (where is_bar)
            over (partition by as_of, village_code, star_code) as own_bars,
        case
            when
                requirement_total > 0
                and blockers = case when is_blocker then 1 else 0 end
                and coalesce(
                    (points_low + points_open) * 100 >= pass_mark * points_max, true
                )
                then 1
            else 0
        end as own_gained
    from needed
),

gained as (
    select
        *,
        others_clean + case when is_capstone then 0 else own_gained end as others_after,
        capstones_clean + case when is_capstone then own_gained else 0 end
            as capstones_after
    from counted
),

finished as (
    select
        *,
        case
            when bars > case when is_bar then 1 else 0 end then 0
            else
                others_after
                + case when others_after = others then capstones_after else 0 end
                - won
        end as stars_gained
    from gained
)

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
    cast(star_blockers as bigint) as star_blockers,
    cast(stars_gained as bigint) as stars_gained,
    cast(
        case
            when stars_gained > 0 then 1
            when is_capstone then village_blockers
            else star_blockers + bars - own_bars
        end as bigint
    ) as steps
from finished
