-- The pairs on the register, with the day they end; one row per pair and goal indicator.
with ended as (
    select
        pairing_id,
        min(event_date) as ended_on
    from pairing_event
    where event = 'ended'
    group by pairing_id
)

select
    pairing.pairing_id,
    pairing.mentor_code,
    pairing.mentee_code,
    pairing.type,
    pairing.star_code,
    pairing_goal.indicator_code,
    pairing.from_date,
    coalesce(ended.ended_on, pairing.to_date) as to_date
from pairing
inner join pairing_goal on pairing.pairing_id = pairing_goal.pairing_id
left join live_upload on pairing.upload_id = live_upload.upload_id
left join ended on pairing.pairing_id = ended.pairing_id
where pairing.upload_id is null or live_upload.upload_id is not null
