-- Which star does each village hold on a day, and what was counted? one row per village and star
-- score: per cent of the star's points as known; is_held_back: a capstone waiting for the others.
-- key: village_code, star_code
-- columns: village_code VARCHAR, village VARCHAR, star_code VARCHAR, star VARCHAR, state VARCHAR,
-- mandatory_total BIGINT, mandatory_met BIGINT, unmet_count BIGINT, missing_count BIGINT,
-- stale_count BIGINT, barred_by VARCHAR, pass_mark DOUBLE, score DOUBLE, is_held_back BOOLEAN
select
    star_result.village_code,
    village_on_day.village,
    star_result.star_code,
    star.star,
    star_result.state,
    star_result.mandatory_total,
    star_result.mandatory_met,
    star_result.unmet_count,
    star_result.missing_count,
    star_result.stale_count,
    star_result.barred_by,
    star_result.pass_mark,
    cast(
        100 * cast(star_result.points_low as double) / nullif(star_result.points_max, 0)
        as double
    ) as score,
    star_result.is_held_back
from star_result
inner join village_on_day
    on
        star_result.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join star on star_result.star_code = star.star_code
where star_result.as_of = $as_of
order by star_result.village_code, star.star_order
