-- 每个数值都有村
select village_code from indicator_value
where village_code not in (select village.village_code from village)
