-- Which other names are known? Those that somebody told and nobody took back, and the former names
-- of renamed units that no other unit bears or bore last. one row per alias
-- key: alias
-- columns: alias VARCHAR, village_code VARCHAR, is_former BOOLEAN, actor_name VARCHAR,
-- recorded_at TIMESTAMP
with former as (
    select
        village_span.village as alias,
        min(village_span.village_code) as village_code
    from village_span
    where
        not exists (
            select 1 from live_village
            where rtrim(live_village.village, '村') = rtrim(village_span.village, '村')
        )
        and not exists (
            select 1 from live_village_alias
            where live_village_alias.alias = village_span.village
        )
    group by village_span.village
    having count(distinct village_span.village_code) = 1
)

select
    alias,
    village_code,
    false as is_former,
    actor_name,
    recorded_at
from live_village_alias
union all
select
    alias,
    village_code,
    true as is_former,
    null as actor_name,
    null as recorded_at
from former
order by recorded_at, alias
