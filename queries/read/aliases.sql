-- Which other names are known? one row per alias
-- key: alias
-- columns: alias VARCHAR, village_code VARCHAR
select
    alias,
    village_code
from village_alias
order by recorded_at
