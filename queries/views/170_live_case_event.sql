-- The steps of cases that count: by hand, or by a file that was not taken back. handed_name and
-- handed_role: who handed that file in, where another actor published it; one row per event.
with handed as (
    select
        draft_end.upload_id,
        min(upload_draft.actor_name) as actor_name,
        min(upload_draft.actor_role) as actor_role
    from draft_end
    inner join upload_draft on draft_end.draft_id = upload_draft.draft_id
    where draft_end.upload_id is not null
    group by draft_end.upload_id
)

select
    star_case_event.event_id,
    star_case_event.village_code,
    star_case_event.year,
    star_case_event.star_code,
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
    handed.actor_name as handed_name,
    handed.actor_role as handed_role
from star_case_event
left join live_upload on star_case_event.upload_id = live_upload.upload_id
left join handed on star_case_event.upload_id = handed.upload_id
where star_case_event.upload_id is null or live_upload.upload_id is not null
