-- Which drafts of rules are there? one row per draft, its newest revision, newest first
-- key: draft_id
-- columns: draft_id BIGINT, revision BIGINT, state VARCHAR, title VARCHAR, document VARCHAR,
-- actor_name VARCHAR, actor_role VARCHAR, recorded_at TIMESTAMP
select
    draft_id,
    revision,
    state,
    title,
    document,
    actor_name,
    actor_role,
    recorded_at
from rule_draft
qualify row_number() over (partition by draft_id order by revision desc) = 1
order by draft_id desc
