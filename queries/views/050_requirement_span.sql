-- The days on which a requirement is in force: from valid_from until its next version
-- (that day excluded; null = still); one row per star, indicator, category and version.
-- is_dropped: from that day on it is none. points: its worth in a score, 0 = not scored.
with latest_of_its_day as (
    select
        requirement.version,
        requirement.star_code,
        requirement.indicator_code,
        requirement.category,
        requirement.direction,
        requirement.threshold,
        requirement.is_mandatory,
        requirement.veto,
        requirement.max_age_days,
        coalesce(requirement.points, cast(1 as double)) as points,
        coalesce(requirement.is_dropped, false) as is_dropped,
        requirement.valid_from,
        requirement.set_by,
        requirement.source_note
    from requirement
    where
        not exists (
            select 1
            from rule_version_withdrawal
            where rule_version_withdrawal.version = requirement.version
        )
    qualify row_number() over (
        partition by
            requirement.star_code,
            requirement.indicator_code,
            requirement.category,
            requirement.valid_from
        order by requirement.version desc
    ) = 1
)

select
    version,
    star_code,
    indicator_code,
    category,
    direction,
    threshold,
    is_mandatory,
    veto,
    max_age_days,
    points,
    is_dropped,
    valid_from,
    lead(valid_from) over (
        partition by star_code, indicator_code, category order by valid_from
    ) as next_valid_from,
    set_by,
    source_note
from latest_of_its_day
