-- Which files wait for a second person? one row per draft that was neither published nor sent back
-- key: draft_id
-- columns: draft_id BIGINT, content VARCHAR, file_name VARCHAR, sha256 VARCHAR, as_of DATE,
-- answers VARCHAR, value_count BIGINT, status VARCHAR, actor_name VARCHAR, actor_role VARCHAR,
-- recorded_at TIMESTAMP
select
    draft_id,
    content,
    file_name,
    sha256,
    as_of,
    answers,
    value_count,
    status,
    actor_name,
    actor_role,
    recorded_at
from upload_draft
where
    not exists (
        select 1 from draft_end
        where draft_end.draft_id = upload_draft.draft_id
    )
order by draft_id desc
