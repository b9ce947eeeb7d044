-- 每个数值都有村
select live_value.village_code
from live_value
where live_value.village_code not in (select live_village.village_code from live_village)
