-- Ranking by level, then by the share of mandatory requirements met (in a point profile by the
-- score); ties share a rank (1, 2, 2, 4); one row per day and village.
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
    ) as share,
    cast(
        rank() over (partition by as_of order by level desc, order_share desc) as bigint
    ) as rank,
    cast(count(*) over (partition by as_of, level, order_share) as bigint) as rank_shared_by,
    stars_won,
    profile,
    score_low,
    score_high
from level_result
