-- What happened to village units and was not taken back; one row per event.
select
    event_id,
    village_code,
    event,
    event_date,
    name,
    category,
    area_group,
    liaison_post,
    into_code,
    reason,
    actor_name,
    actor_role,
    recorded_at
from village_event
where not exists (
    select 1 from village_event_withdrawal
    where village_event_withdrawal.event_id = village_event.event_id
)
