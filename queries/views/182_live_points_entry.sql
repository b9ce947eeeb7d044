-- The entries of points that count: not reversed; one row per entry.
select
    entry_id,
    village_code,
    day,
    star_code,
    source_code,
    points,
    reason,
    actor_name,
    actor_role,
    recorded_at
from points_entry
where not exists (
    select 1 from points_reversal
    where points_reversal.entry_id = points_entry.entry_id
)
