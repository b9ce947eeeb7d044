-- The visits that count: not reversed; one row per visit.
select
    contest_id,
    name,
    day,
    star_code,
    drop_extremes,
    places,
    actor_name,
    actor_role,
    recorded_at
from contest
where not exists (
    select 1 from contest_reversal
    where contest_reversal.contest_id = contest.contest_id
)
