-- 星数不超过星的总数
-- The day is a parameter: a filter on a subquery would judge every day of the calendar.
select level_result.village_code from level_result
where
    level_result.as_of = $newest
    and level_result.level > (select count(*) from star)
