-- Which village units does the town have? one row per village
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, category VARCHAR, area_group VARCHAR,
-- liaison_post VARCHAR, households BIGINT, population BIGINT
select
    village_code,
    village,
    category,
    area_group,
    liaison_post,
    households,
    population
from live_village
order by village_code
