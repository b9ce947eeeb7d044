-- 每个数值都有村
select standing_value.village_code
from standing_value
where standing_value.village_code not in (select live_village.village_code from live_village)
