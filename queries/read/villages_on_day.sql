-- Which village units exist on a day, as they are on it? one row per village
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, category VARCHAR, area_group VARCHAR,
-- liaison_post VARCHAR, households BIGINT, population BIGINT, valid_from DATE, valid_to DATE
select
    village_on_day.village_code,
    village_on_day.village,
    village_on_day.category,
    village_on_day.area_group,
    village_on_day.liaison_post,
    village_life.households,
    village_life.population,
    village_life.valid_from,
    village_life.valid_to
from village_on_day
inner join village_life on village_on_day.village_code = village_life.village_code
where village_on_day.as_of = $as_of
order by village_on_day.village_code
