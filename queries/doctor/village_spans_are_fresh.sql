-- 存下的村（社区）时段与重算的一致
(
    select * from village_span
    except all
    select * from village_span_fresh
)
union all
(
    select * from village_span_fresh
    except all
    select * from village_span
)
