-- The days on which a requirement is in force: from valid_from until its next version
-- (that day excluded; null = still); one row per star, indicator, category and version.
with latest_of_its_day as (
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
        valid_from,
        set_by,
        source_note
    from requirement
    qualify row_number() over (
        partition by star_code, indicator_code, category, valid_from order by version desc
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
    valid_from,
    lead(valid_from) over (
        partition by star_code, indicator_code, category order by valid_from
    ) as next_valid_from,
    set_by,
    source_note
from latest_of_its_day
