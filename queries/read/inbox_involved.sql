-- Who worked on the items that wait for acceptance, since each was opened or reopened?
-- one row per item and actor; acts as in domain/ledger.py
-- key: item_id, actor_name, actor_role, actor_scope
-- columns: item_id BIGINT, actor_name VARCHAR, actor_role VARCHAR, actor_scope VARCHAR
with standing as (
    select
        item_id,
        max_by(state, event_id) as state,
        max(event_id) filter (where action in ('open', 'reopen', 'relapse')) as opening_event_id
    from ledger_event
    where event_date <= $as_of
    group by item_id
)

select distinct
    ledger_event.item_id,
    ledger_event.actor_name,
    ledger_event.actor_role,
    ledger_event.actor_scope
from ledger_event
inner join standing on ledger_event.item_id = standing.item_id
where
    standing.state = 'applied'
    and ledger_event.event_id > standing.opening_event_id
    and ledger_event.event_date <= $as_of
    and ledger_event.action in ('claim', 'progress', 'apply')
order by ledger_event.item_id, ledger_event.actor_name, ledger_event.actor_role
