-- 同一天只有一条口径
select
    star_code,
    indicator_code
from requirement
group by star_code, indicator_code, category, valid_from
having count(*) > 1
