-- The cost class the town set last for an indicator; one row per indicator that has one.
with newest as (
    select
        indicator_code,
        cost_class,
        actor_name,
        actor_role,
        recorded_at
    from indicator_effort
    qualify row_number() over (partition by indicator_code order by effort_id desc) = 1
)

select
    indicator_code,
    cost_class,
    actor_name,
    actor_role,
    recorded_at
from newest
where cost_class is not null
