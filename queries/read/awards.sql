-- Which level was officially awarded? one row per village and year
-- key: village_code, year
-- columns: village_code VARCHAR, year BIGINT, level BIGINT, event VARCHAR, reason VARCHAR,
-- document VARCHAR
select
    village_code,
    year,
    level,
    event,
    reason,
    document
from live_award
order by village_code, year
