-- The years that are closed and were not reopened, each with the days on which it is the newest
-- one closed (after to_date, up to next_to_date; null = still); one row per year.
with live as (
    select
        year_closing.closing_id,
        year_closing.year,
        year_closing.from_date,
        year_closing.to_date,
        year_closing.document,
        year_closing.actor_name,
        year_closing.actor_role,
        year_closing.recorded_at
    from year_closing
    where
        not exists (
            select 1
            from year_reopening
            where year_reopening.closing_id = year_closing.closing_id
        )
)

select
    closing_id,
    year,
    from_date,
    to_date,
    lead(to_date) over (order by to_date) as next_to_date,
    document,
    actor_name,
    actor_role,
    recorded_at
from live
