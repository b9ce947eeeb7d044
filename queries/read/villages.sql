-- Which village units does or did the town have, as last known? one row per village
-- valid_to: the first day on which it no longer exists, into_code: the one it was merged into.
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, category VARCHAR, area_group VARCHAR,
-- liaison_post VARCHAR, households BIGINT, population BIGINT, valid_from DATE, valid_to DATE,
-- into_code VARCHAR
select
    village_code,
    village,
    category,
    area_group,
    liaison_post,
    households,
    population,
    valid_from,
    valid_to,
    into_code
from live_village
order by village_code
