-- The requirements a village has to meet on a day: in force, of a star and of a category that are
-- its own (its category's before the common one), not dropped, not exempt; one row per day,
-- village, star and indicator. rule_category: the category for which the requirement was set.
with own as (
    select
        village_on_day.as_of,
        village_on_day.village_code,
        requirement_span.star_code,
        requirement_span.indicator_code,
        requirement_span.version,
        requirement_span.category as rule_category,
        requirement_span.direction,
        requirement_span.threshold,
        requirement_span.is_mandatory,
        requirement_span.veto,
        requirement_span.max_age_days,
        requirement_span.points,
        requirement_span.is_dropped
    from village_on_day
    inner join requirement_span
        on
            village_on_day.as_of >= requirement_span.valid_from
            and (
                requirement_span.next_valid_from is null
                or village_on_day.as_of < requirement_span.next_valid_from
            )
            and requirement_span.category in ('', village_on_day.category)
    inner join star
        on
            requirement_span.star_code = star.star_code
            and star.category in ('', village_on_day.category)
    where
        not exists (
            select 1
            from live_exempt
            where
                live_exempt.village_code = village_on_day.village_code
                and live_exempt.indicator_code = requirement_span.indicator_code
                and live_exempt.from_date <= village_on_day.as_of
                and (live_exempt.to_date is null or live_exempt.to_date >= village_on_day.as_of)
        )
    qualify row_number() over (
        partition by
            village_on_day.as_of,
            village_on_day.village_code,
            requirement_span.star_code,
            requirement_span.indicator_code
        order by requirement_span.category desc
    ) = 1
)

select
    as_of,
    village_code,
    star_code,
    indicator_code,
    version,
    rule_category,
    direction,
    threshold,
    is_mandatory,
    veto,
    max_age_days,
    points
from own
where not is_dropped
