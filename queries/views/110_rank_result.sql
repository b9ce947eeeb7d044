-- Ranking by level, then by the share of mandatory requirements met; ties share a rank
-- (1, 2, 2, 4); one row per day and village.
with shared as (
    select
        as_of,
        village_code,
        level,
        undetermined_count,
        mandatory_met,
        mandatory_total,
        cast(
            coalesce(
                cast(mandatory_met as double) / nullif(cast(mandatory_total as double), 0), 0
            ) as double
        ) as share
    from level_result
)

select
    as_of,
    village_code,
    level,
    undetermined_count,
    mandatory_met,
    mandatory_total,
    share,
    cast(
        rank() over (partition by as_of order by level desc, share desc) as bigint
    ) as rank,
    cast(count(*) over (partition by as_of, level, share) as bigint) as rank_shared_by
from shared
