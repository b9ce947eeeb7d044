-- 存下的沿用结果与重算的一致
(
    select * from value_span
    except all
    select * from value_span_fresh
)
union all
(
    select * from value_span_fresh
    except all
    select * from value_span
)
