-- 每项台账都有经过，每步经过都有台账
select coalesce(ledger_item.item_id, ledger_event.item_id) as item_id
from ledger_item
full outer join ledger_event on ledger_item.item_id = ledger_event.item_id
where ledger_item.item_id is null or ledger_event.item_id is null
