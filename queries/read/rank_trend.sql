-- Which rank did each village have on each weekly review day? one row per day and village
-- key: as_of, village_code
-- columns: as_of DATE, village_code VARCHAR, village VARCHAR, level BIGINT, rank BIGINT
with ranked as (
    select
        as_of,
        village_code,
        level,
        rank
    from rank_result
    where
        as_of between $first_day and $as_of
        and date_diff('day', as_of, $as_of) % 7 = 0
)

select
    ranked.as_of,
    ranked.village_code,
    live_village.village,
    ranked.level,
    ranked.rank
from ranked
inner join live_village on ranked.village_code = live_village.village_code
order by ranked.as_of, ranked.rank, ranked.village_code
