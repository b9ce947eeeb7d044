-- How does each village stand on a day, star by star? one row per village and star
-- key: village_code, star_code
-- columns: village_code VARCHAR, village VARCHAR, star_code VARCHAR, star VARCHAR,
-- star_order BIGINT, star_state VARCHAR, level BIGINT, rank BIGINT
select
    star_result.village_code,
    village_on_day.village,
    star_result.star_code,
    star.star,
    star.star_order,
    star_result.state as star_state,
    rank_result.level,
    rank_result.rank
from star_result
inner join star on star_result.star_code = star.star_code
inner join village_on_day
    on
        star_result.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join rank_result
    on
        star_result.village_code = rank_result.village_code
        and rank_result.as_of = $as_of
where star_result.as_of = $as_of
order by star_result.village_code, star.star_order
