-- What happened to a village's stars in a year, who did it and when, and what was taken back with
-- its file? one row per step, newest first
-- key: event_id
-- columns: event_id BIGINT, star_code VARCHAR, star VARCHAR, action VARCHAR, state VARCHAR,
-- event_date DATE, opinion VARCHAR, document VARCHAR, public_until DATE, upload_id BIGINT,
-- actor_name VARCHAR, actor_role VARCHAR, recorded_at TIMESTAMP, counts BOOLEAN
select
    star_case_event.event_id,
    star_case_event.star_code,
    star.star,
    star_case_event.action,
    star_case_event.state,
    star_case_event.event_date,
    star_case_event.opinion,
    star_case_event.document,
    star_case_event.public_until,
    star_case_event.upload_id,
    star_case_event.actor_name,
    star_case_event.actor_role,
    star_case_event.recorded_at,
    live_case_event.event_id is not null as counts
from star_case_event
inner join star on star_case_event.star_code = star.star_code
left join live_case_event on star_case_event.event_id = live_case_event.event_id
where star_case_event.village_code = $village_code and star_case_event.year = $year
order by star_case_event.event_id desc
