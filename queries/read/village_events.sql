-- What happened to village units, who recorded it and why, and what was taken back?
-- one row per event; village is the name it bore the day before
-- key: event_id
-- columns: event_id BIGINT, village_code VARCHAR, village VARCHAR, event VARCHAR, event_date DATE,
-- name VARCHAR, category VARCHAR, area_group VARCHAR, liaison_post VARCHAR, into_code VARCHAR,
-- into_village VARCHAR, reason VARCHAR, actor_name VARCHAR, actor_role VARCHAR,
-- recorded_at TIMESTAMP, withdrawn_at TIMESTAMP, withdrawn_by VARCHAR, withdrawn_reason VARCHAR
select
    village_event.event_id,
    village_event.village_code,
    coalesce(
        before.village, live_village.village, village_event.name, village_event.village_code
    ) as village,
    village_event.event,
    village_event.event_date,
    village_event.name,
    village_event.category,
    village_event.area_group,
    village_event.liaison_post,
    village_event.into_code,
    coalesce(target.village, village_event.into_code) as into_village,
    village_event.reason,
    village_event.actor_name,
    village_event.actor_role,
    village_event.recorded_at,
    village_event_withdrawal.recorded_at as withdrawn_at,
    village_event_withdrawal.actor_name as withdrawn_by,
    village_event_withdrawal.reason as withdrawn_reason
from village_event
left join live_village on village_event.village_code = live_village.village_code
left join village_span as before
    on
        village_event.village_code = before.village_code
        and village_event.event_date > before.from_date
        and village_event.event_date <= before.to_date
left join live_village as target on village_event.into_code = target.village_code
left join village_event_withdrawal
    on village_event.event_id = village_event_withdrawal.event_id
order by village_event.event_id desc
