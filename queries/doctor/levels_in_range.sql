-- 星数不超过星的总数
select level_result.village_code from level_result
where
    level_result.as_of = (select max(live_value.as_of) from live_value)
    and level_result.level > (select count(*) from star)
