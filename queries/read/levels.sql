-- How many villages stand on each level, now, before and by the year's plan? one row per level
-- key: level
-- columns: level BIGINT, villages_now BIGINT, villages_before BIGINT, villages_planned BIGINT
with every_level as (
    select cast(steps.range as bigint) as level
    from range(0, (select count(*) from star) + 1) as steps
),

now as (
    select
        level,
        count(*) as villages
    from level_result
    where as_of = $as_of
    group by level
),

before as (
    select
        level,
        count(*) as villages
    from level_result
    where as_of = $compare
    group by level
),

goal as (
    select
        live_target.level,
        count(*) as villages
    from live_target
    left join live_village on live_target.village_code = live_village.village_code
    where
        live_target.year = year($as_of) and live_target.quarter = 4
        and (live_village.valid_to is null or live_village.valid_to > $as_of)
    group by live_target.level
),

planned as (
    select coalesce(sum(goal.villages), 0) as villages
    from goal
)

select
    every_level.level,
    coalesce(now.villages, 0) as villages_now,
    coalesce(before.villages, 0) as villages_before,
    case when planned.villages > 0 then coalesce(goal.villages, 0) end as villages_planned
from every_level
cross join planned
left join now on every_level.level = now.level
left join before on every_level.level = before.level
left join goal on every_level.level = goal.level
order by every_level.level desc
