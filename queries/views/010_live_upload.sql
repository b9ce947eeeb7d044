-- The uploads that count: published and not withdrawn; one row per upload.
select
    upload_id,
    content,
    file_name,
    sha256,
    as_of,
    mapping,
    is_sample,
    actor_name,
    actor_role,
    recorded_at
from upload
where not exists (
    select 1 from upload_withdrawal
    where upload_withdrawal.upload_id = upload.upload_id
)
