-- What was uploaded, by whom, what did it change, and does it still count? one row per upload
-- key: upload_id
-- columns: upload_id BIGINT, content VARCHAR, file_name VARCHAR, sha256 VARCHAR, mapping VARCHAR,
-- as_of DATE, encoding VARCHAR, value_count BIGINT, is_sample BOOLEAN, actor_name VARCHAR,
-- actor_role VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP, withdrawn_by VARCHAR,
-- withdrawn_reason VARCHAR, first_day DATE, last_day DATE, new_count BIGINT, changed_count BIGINT,
-- unchanged_count BIGINT, original_size BIGINT, answers VARCHAR, prepared_by VARCHAR,
-- correction_reason VARCHAR
with reach as (
    select
        upload_id,
        min(as_of) as first_day,
        max(as_of) as last_day
    from indicator_value
    group by upload_id
),

prepared as (
    select
        draft_end.upload_id,
        max(upload_draft.actor_name) as prepared_by
    from draft_end
    inner join upload_draft on draft_end.draft_id = upload_draft.draft_id
    where draft_end.outcome = 'published'
    group by draft_end.upload_id
)

select
    upload.upload_id,
    upload.content,
    upload.file_name,
    upload.sha256,
    upload.mapping,
    upload.as_of,
    upload.encoding,
    upload.value_count,
    upload.is_sample,
    upload.actor_name,
    upload.actor_role,
    upload.recorded_at,
    upload_withdrawal.recorded_at as withdrawn_at,
    upload_withdrawal.actor_name as withdrawn_by,
    upload_withdrawal.reason as withdrawn_reason,
    coalesce(reach.first_day, correction.as_of) as first_day,
    coalesce(reach.last_day, correction.as_of) as last_day,
    upload_effect.new_count,
    upload_effect.changed_count,
    upload_effect.unchanged_count,
    upload_original.size as original_size,
    upload_original.answers,
    prepared.prepared_by,
    correction.reason as correction_reason
from upload
left join upload_withdrawal on upload.upload_id = upload_withdrawal.upload_id
left join reach on upload.upload_id = reach.upload_id
left join upload_effect on upload.upload_id = upload_effect.upload_id
left join upload_original on upload.upload_id = upload_original.upload_id
left join prepared on upload.upload_id = prepared.upload_id
left join correction on upload.upload_id = correction.upload_id
order by upload.upload_id desc
