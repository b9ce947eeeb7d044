-- Where does every item stand that an indicator or an upload has to do with? one row per item.
-- returned_at: when it was taken back, restored or struck off last; cause_upload_id: the upload
-- that opened it or brought it back last; relapse_upload_id: the one that reopened it, while it is
-- open by that.
select
    ledger_item.item_id,
    ledger_item.village_code,
    ledger_item.indicator_code,
    max_by(ledger_event.state, ledger_event.event_id) as state,
    max_by(ledger_event.action, ledger_event.event_id)
    filter (where ledger_event.action in ('take_back', 'restore', 'void')) as last_return,
    max_by(ledger_event.recorded_at, ledger_event.event_id)
    filter (where ledger_event.action in ('take_back', 'restore', 'void')) as returned_at,
    max_by(ledger_event.upload_id, ledger_event.event_id)
    filter (where ledger_event.action in ('open', 'restore')) as cause_upload_id,
    max_by(ledger_event.action, ledger_event.event_id)
    filter (where ledger_event.action in ('relapse', 'undo_relapse', 'accept')) as last_turn,
    max_by(ledger_event.upload_id, ledger_event.event_id)
    filter (where ledger_event.action = 'relapse') as relapse_upload_id,
    max_by(ledger_event.event_date, ledger_event.event_id)
    filter (where ledger_event.action = 'accept') as accepted_on,
    max_by(ledger_event.recorded_at, ledger_event.event_id)
    filter (where ledger_event.action = 'accept') as accepted_at,
    max(ledger_event.event_date) as last_day
from ledger_item
inner join ledger_event on ledger_item.item_id = ledger_event.item_id
where ledger_item.indicator_code is not null or ledger_item.upload_id is not null
group by ledger_item.item_id, ledger_item.village_code, ledger_item.indicator_code
order by ledger_item.item_id
