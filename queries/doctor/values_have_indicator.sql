-- 每个数值都有指标
select indicator_code from indicator_value
where indicator_code not in (select indicator.indicator_code from indicator)
