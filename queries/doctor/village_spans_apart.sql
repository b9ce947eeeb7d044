-- 一个村（社区）一天只有一个样子
select
    one.village_code,
    one.from_date
from village_span as one
inner join village_span as other
    on
        one.village_code = other.village_code
        and one.from_date < other.from_date
        and one.to_date > other.from_date
