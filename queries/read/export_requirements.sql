-- Which rules are in force on a day? one row per star, indicator and category
-- key: star_code, indicator_code, category
-- columns: star_code VARCHAR, indicator_code VARCHAR, direction VARCHAR, threshold DOUBLE,
-- mandatory BOOLEAN, veto VARCHAR, max_age_days BIGINT, category VARCHAR, version BIGINT,
-- valid_from DATE, set_by VARCHAR, source_note VARCHAR
select
    requirement_span.star_code,
    requirement_span.indicator_code,
    requirement_span.direction,
    requirement_span.threshold,
    requirement_span.is_mandatory as mandatory,
    requirement_span.veto,
    requirement_span.max_age_days,
    requirement_span.category,
    requirement_span.version,
    requirement_span.valid_from,
    requirement_span.set_by,
    requirement_span.source_note
from requirement_span
left join star on requirement_span.star_code = star.star_code
where
    not requirement_span.is_dropped
    and requirement_span.valid_from <= $as_of
    and (
        requirement_span.next_valid_from is null
        or requirement_span.next_valid_from > $as_of
    )
order by star.star_order, requirement_span.indicator_code, requirement_span.category
