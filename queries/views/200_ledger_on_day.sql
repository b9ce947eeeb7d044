-- The ledger as it stood on a day, what was taken back included; one row per day and item found
-- by then. Every field is the last that was said of it by the day; opened_on: the last time it was
-- opened or reopened; answered_on: claimed, or a report replied to.
with said as (
    select
        calendar.as_of,
        ledger_event.item_id,
        max(ledger_event.event_id) as last_event_id,
        max_by(ledger_event.state, ledger_event.event_id) as state,
        max_by(ledger_event.severity, ledger_event.event_id)
        filter (where ledger_event.severity is not null) as severity,
        max_by(ledger_event.measure, ledger_event.event_id)
        filter (where ledger_event.measure is not null) as measure,
        max_by(ledger_event.lead_unit, ledger_event.event_id)
        filter (where ledger_event.lead_unit is not null) as lead_unit,
        max_by(ledger_event.owner_post, ledger_event.event_id)
        filter (where ledger_event.owner_post is not null) as owner_post,
        max_by(ledger_event.liaison_post, ledger_event.event_id)
        filter (where ledger_event.liaison_post is not null) as liaison_post,
        max_by(ledger_event.due_date, ledger_event.event_id)
        filter (where ledger_event.due_date is not null) as due_date,
        max_by(ledger_event.receive_by, ledger_event.event_id)
        filter (where ledger_event.receive_by is not null) as receive_by,
        max_by(ledger_event.plan_by, ledger_event.event_id)
        filter (where ledger_event.plan_by is not null) as plan_by,
        max_by(ledger_event.accept_by, ledger_event.event_id)
        filter (where ledger_event.accept_by is not null) as accept_by,
        max_by(ledger_event.is_assumed, ledger_event.event_id)
        filter (where ledger_event.is_assumed is not null) as is_assumed,
        max_by(ledger_event.until_date, ledger_event.event_id)
        filter (where ledger_event.until_date is not null) as until_date,
        max_by(ledger_event.look_on, ledger_event.event_id)
        filter (where ledger_event.look_on is not null) as look_on,
        max_by(ledger_event.lead_post, ledger_event.event_id)
        filter (where ledger_event.lead_post is not null) as lead_post,
        max_by(ledger_event.cause, ledger_event.event_id)
        filter (where ledger_event.cause is not null) as cause,
        max_by(ledger_event.needs_county, ledger_event.event_id)
        filter (where ledger_event.needs_county is not null) as needs_county,
        max_by(ledger_event.evidence, ledger_event.event_id)
        filter (where ledger_event.evidence is not null) as evidence,
        max_by(ledger_event.note, ledger_event.event_id)
        filter (where ledger_event.action in ('progress', 'apply') and ledger_event.note <> '')
            as progress,
        max_by(ledger_event.event_date, ledger_event.event_id)
        filter (where ledger_event.action in ('open', 'reopen', 'relapse')) as opened_on,
        min(ledger_event.event_date)
        filter (where ledger_event.action in ('claim', 'apply')) as answered_on,
        min(ledger_event.event_date)
        filter (where ledger_event.action = 'accept') as first_accepted_on,
        max_by(ledger_event.event_date, ledger_event.event_id)
        filter (where ledger_event.action = 'accept') as accepted_on,
        max_by(ledger_event.actor_name, ledger_event.event_id)
        filter (where ledger_event.action = 'accept') as accepted_by,
        count(*) filter (where ledger_event.action = 'return') as return_count,
        min(ledger_event.event_id)
        filter (where ledger_event.action = 'return') as first_return_id,
        min(ledger_event.event_id)
        filter (where ledger_event.action = 'accept') as first_accept_id,
        count(*) filter (where ledger_event.action in ('reopen', 'relapse'))
        - count(*) filter (where ledger_event.action = 'undo_relapse') as relapse_count
    from ledger_event
    inner join calendar on ledger_event.event_date <= calendar.as_of
    group by calendar.as_of, ledger_event.item_id
),

dated as (
    select
        *,
        case when state = 'suspended' then greatest(due_date, until_date) else due_date end
            as counts_to
    from said
)

select
    dated.as_of,
    dated.item_id,
    ledger_item.kind,
    ledger_item.village_code,
    ledger_item.star_code,
    ledger_item.indicator_code,
    ledger_item.what,
    ledger_item.place,
    ledger_item.category,
    ledger_item.source,
    ledger_item.found_on,
    ledger_item.is_automatic,
    dated.last_event_id,
    dated.state,
    dated.state not in ('closed', 'taken_back') as is_open,
    dated.severity,
    dated.measure,
    dated.lead_unit,
    dated.owner_post,
    dated.liaison_post,
    dated.due_date,
    dated.receive_by,
    dated.plan_by,
    dated.accept_by,
    coalesce(dated.is_assumed, false) as is_assumed,
    case when dated.state = 'suspended' then dated.until_date end as until_date,
    dated.look_on,
    dated.lead_post,
    dated.cause,
    coalesce(dated.needs_county, false) as needs_county,
    dated.evidence,
    dated.progress,
    dated.opened_on,
    dated.answered_on,
    case when dated.state = 'closed' then dated.accepted_on end as closed_on,
    case when dated.state = 'closed' then dated.accepted_by end as accepted_by,
    dated.first_accepted_on,
    dated.first_accept_id is not null
    and coalesce(dated.first_return_id > dated.first_accept_id, true) as is_first_try,
    dated.return_count,
    dated.relapse_count,
    date_diff('day', dated.as_of, dated.counts_to) as days_left,
    case
        when dated.state = 'closed' then 'green'
        when dated.state = 'taken_back' then 'none'
        when dated.counts_to < dated.as_of then 'red'
        else 'yellow'
    end as colour
from dated
inner join ledger_item on dated.item_id = ledger_item.item_id
