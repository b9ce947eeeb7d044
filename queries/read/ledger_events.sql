-- What happened to an item, step by step, oldest first? one row per event
-- key: event_id
-- columns: event_id BIGINT, action VARCHAR, state VARCHAR, event_date DATE, note VARCHAR,
-- severity VARCHAR, measure VARCHAR, lead_unit VARCHAR, owner_post VARCHAR, liaison_post VARCHAR,
-- due_date DATE, until_date DATE, look_on DATE, lead_post VARCHAR, cause VARCHAR,
-- needs_county BOOLEAN, evidence VARCHAR, value DOUBLE, value_as_of DATE, file_name VARCHAR,
-- is_automatic BOOLEAN, is_verified BOOLEAN, actor_name VARCHAR, actor_role VARCHAR,
-- recorded_at TIMESTAMP
select
    ledger_event.event_id,
    ledger_event.action,
    ledger_event.state,
    ledger_event.event_date,
    ledger_event.note,
    ledger_event.severity,
    ledger_event.measure,
    ledger_event.lead_unit,
    ledger_event.owner_post,
    ledger_event.liaison_post,
    ledger_event.due_date,
    ledger_event.until_date,
    ledger_event.look_on,
    ledger_event.lead_post,
    ledger_event.cause,
    ledger_event.needs_county,
    ledger_event.evidence,
    ledger_event.value,
    ledger_event.value_as_of,
    upload.file_name,
    ledger_event.is_automatic,
    ledger_event.is_verified,
    ledger_event.actor_name,
    ledger_event.actor_role,
    ledger_event.recorded_at
from ledger_event
left join upload on ledger_event.upload_id = upload.upload_id
where ledger_event.item_id = $item_id
order by ledger_event.event_id
