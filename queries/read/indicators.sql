-- What is measured? one row per indicator
-- key: indicator_code
-- columns: indicator_code VARCHAR, indicator VARCHAR, star_code VARCHAR, kind VARCHAR,
-- value_type VARCHAR, unit VARCHAR, direction VARCHAR, decimals BIGINT, period VARCHAR,
-- accumulation VARCHAR, tolerance DOUBLE, owner_post VARCHAR, source VARCHAR, why VARCHAR
select
    indicator_code,
    indicator,
    star_code,
    kind,
    value_type,
    unit,
    direction,
    decimals,
    period,
    accumulation,
    tolerance,
    owner_post,
    source,
    why
from indicator
order by indicator_order
