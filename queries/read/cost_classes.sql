-- Which cost class did the town set for an indicator, and who? one row per indicator it set one for
-- key: indicator_code
-- columns: indicator_code VARCHAR, cost_class BIGINT, actor_name VARCHAR, actor_role VARCHAR,
-- recorded_at TIMESTAMP
select
    indicator_code,
    cost_class,
    actor_name,
    actor_role,
    recorded_at
from live_effort
order by indicator_code
