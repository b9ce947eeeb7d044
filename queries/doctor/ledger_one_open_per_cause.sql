-- 同一村同一指标最多一项在办台账
with standing as (
    select
        ledger_item.village_code,
        ledger_item.indicator_code,
        ledger_item.item_id,
        max_by(ledger_event.state, ledger_event.event_id) as state
    from ledger_item
    inner join ledger_event on ledger_item.item_id = ledger_event.item_id
    where ledger_item.indicator_code is not null
    group by ledger_item.village_code, ledger_item.indicator_code, ledger_item.item_id
)

select
    village_code,
    indicator_code
from standing
where state not in ('closed', 'taken_back')
group by village_code, indicator_code
having count(*) > 1
