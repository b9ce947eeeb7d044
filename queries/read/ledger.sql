-- What is on the ledger as of a day, where does it stand, and what do the data say of it now?
-- one row per item; what was taken back is left out; is_soon: open and at most soon_days left;
-- escalation: by calendar days late, '' for none; state_now: of its requirement on the day,
-- null where it has none; proposes_closing: it is open, not yet handed in, and a value of the
-- day it was opened or later meets the requirement.
-- key: item_id
-- columns: item_id BIGINT, item_no VARCHAR, kind VARCHAR, village_code VARCHAR, village VARCHAR,
-- area_group VARCHAR, star_code VARCHAR, star VARCHAR, indicator_code VARCHAR, indicator VARCHAR,
-- unit VARCHAR, value_type VARCHAR, decimals BIGINT, direction VARCHAR, what VARCHAR,
-- place VARCHAR, category VARCHAR, source VARCHAR, found_on DATE, is_automatic BOOLEAN,
-- state VARCHAR, is_open BOOLEAN, severity VARCHAR, measure VARCHAR, lead_unit VARCHAR,
-- owner_post VARCHAR, liaison_post VARCHAR, due_date DATE, receive_by DATE, plan_by DATE,
-- accept_by DATE, is_assumed BOOLEAN, until_date DATE, look_on DATE, lead_post VARCHAR,
-- cause VARCHAR, needs_county BOOLEAN, evidence VARCHAR, progress VARCHAR, opened_on DATE,
-- closed_on DATE, accepted_by VARCHAR, return_count BIGINT, relapse_count BIGINT,
-- days_left BIGINT, colour VARCHAR, is_soon BOOLEAN, escalation VARCHAR, state_now VARCHAR,
-- value DOUBLE, qualifier VARCHAR, value_as_of DATE, threshold DOUBLE, file_name VARCHAR,
-- row_number BIGINT, proposes_closing BOOLEAN, last_event_id BIGINT
with item as (
    select
        ledger_on_day.*,
        escalation.name as escalation,
        escalation.level_order
    from ledger_on_day
    left join escalation
        on ledger_on_day.colour = 'red' and -ledger_on_day.days_left >= escalation.from_days
    where ledger_on_day.as_of = $as_of and ledger_on_day.state <> 'taken_back'
    qualify row_number() over (
        partition by ledger_on_day.item_id order by escalation.level_order desc nulls last
    ) = 1
)

select
    item.item_id,
    'B-' || lpad(
        cast(item.item_id as varchar),
        cast(greatest(3, length(cast(item.item_id as varchar))) as integer),
        '0'
    ) as item_no,
    item.kind,
    item.village_code,
    coalesce(village_on_day.village, live_village.village) as village,
    coalesce(village_on_day.area_group, '') as area_group,
    coalesce(item.star_code, '') as star_code,
    coalesce(star.star, '') as star,
    item.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    coalesce(requirement_result.direction, indicator.direction) as direction,
    item.what,
    item.place,
    item.category,
    item.source,
    item.found_on,
    item.is_automatic,
    item.state,
    item.is_open,
    item.severity,
    item.measure,
    item.lead_unit,
    item.owner_post,
    item.liaison_post,
    item.due_date,
    item.receive_by,
    item.plan_by,
    item.accept_by,
    item.is_assumed,
    item.until_date,
    item.look_on,
    item.lead_post,
    item.cause,
    item.needs_county,
    item.evidence,
    item.progress,
    item.opened_on,
    item.closed_on,
    item.accepted_by,
    item.return_count,
    item.relapse_count,
    item.days_left,
    item.colour,
    item.colour = 'yellow' and item.days_left <= deadline_setting.soon_days as is_soon,
    coalesce(item.escalation, '') as escalation,
    requirement_result.state as state_now,
    requirement_result.value,
    requirement_result.qualifier,
    requirement_result.value_as_of,
    requirement_result.threshold,
    live_upload.file_name,
    requirement_result.row_number,
    coalesce(
        item.state in ('unclaimed', 'rectifying', 'returned', 'suspended')
        and requirement_result.state = 'met'
        and requirement_result.value_as_of >= item.opened_on,
        false
    ) as proposes_closing,
    item.last_event_id
from item
cross join deadline_setting
left join village_on_day
    on
        item.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
left join live_village on item.village_code = live_village.village_code
left join star on item.star_code = star.star_code
left join indicator on item.indicator_code = indicator.indicator_code
left join requirement_result
    on
        item.village_code = requirement_result.village_code
        and item.star_code = requirement_result.star_code
        and item.indicator_code = requirement_result.indicator_code
        and requirement_result.as_of = $as_of
left join live_upload on requirement_result.upload_id = live_upload.upload_id
order by
    case item.colour when 'red' then 1 when 'yellow' then 2 else 3 end asc,
    item.days_left asc,
    item.item_id asc
