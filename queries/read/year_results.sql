-- What did a year's closing freeze, and what would its last day ($as_of) give now? one row per
-- village
-- is_moved: late reports or rules have changed what the closing froze; the frozen result stands.
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, stars VARCHAR, stars_won BIGINT, level BIGINT,
-- rank BIGINT, stars_won_now BIGINT, level_now BIGINT, is_moved BOOLEAN
with glyphs as (
    select
        year_star.closing_id,
        year_star.village_code,
        string_agg(year_star.state, ',' order by star.star_order) as stars
    from year_star
    inner join star on year_star.star_code = star.star_code
    group by year_star.closing_id, year_star.village_code
)

select
    year_level.village_code,
    coalesce(village_on_day.village, year_level.village_code) as village,
    glyphs.stars,
    year_level.stars_won,
    year_level.level,
    year_level.rank,
    level_result.stars_won as stars_won_now,
    level_result.level as level_now,
    coalesce(level_result.level, -1) <> year_level.level
    or coalesce(level_result.stars_won, -1) <> year_level.stars_won as is_moved
from closed_year
inner join year_level on closed_year.closing_id = year_level.closing_id
left join glyphs
    on
        year_level.closing_id = glyphs.closing_id
        and year_level.village_code = glyphs.village_code
left join level_result
    on
        year_level.village_code = level_result.village_code
        and level_result.as_of = $as_of
left join village_on_day
    on
        year_level.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
where closed_year.to_date = $as_of
order by year_level.rank, year_level.village_code
