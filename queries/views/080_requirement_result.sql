-- Each requirement judged: met, unmet, missing (never reported) or stale (the latest value is older
-- than the requirement allows); one row per day, village, star and indicator.
-- gap: the way to the threshold in the indicator's unit, at least 0, null when missing.
select
    village_requirement.as_of,
    village_requirement.village_code,
    village_requirement.star_code,
    village_requirement.indicator_code,
    village_requirement.version,
    village_requirement.direction,
    village_requirement.threshold,
    village_requirement.is_mandatory,
    village_requirement.veto,
    village_requirement.max_age_days,
    cast(
        case
            when value_span.value is null then 'missing'
            when
                date_diff('day', value_span.value_as_of, village_requirement.as_of)
                > village_requirement.max_age_days
                then 'stale'
            when
                village_requirement.direction = 'higher'
                and value_span.value >= village_requirement.threshold
                then 'met'
            when
                village_requirement.direction = 'lower'
                and value_span.value <= village_requirement.threshold
                then 'met'
            else 'unmet'
        end as varchar
    ) as state,
    value_span.value,
    value_span.qualifier,
    value_span.value_as_of,
    cast(
        date_diff('day', value_span.value_as_of, village_requirement.as_of) as bigint
    ) as age_days,
    cast(
        case
            when value_span.value is null then null
            when
                village_requirement.direction = 'higher'
                and value_span.value < village_requirement.threshold
                then village_requirement.threshold - value_span.value
            when
                village_requirement.direction = 'lower'
                and value_span.value > village_requirement.threshold
                then value_span.value - village_requirement.threshold
            else 0
        end as double
    ) as gap,
    value_span.upload_id,
    value_span.row_number,
    value_span.column_name
from village_requirement
left join value_span
    on
        village_requirement.village_code = value_span.village_code
        and village_requirement.indicator_code = value_span.indicator_code
        and village_requirement.as_of >= value_span.value_as_of
        and (
            value_span.next_as_of is null
            or village_requirement.as_of < value_span.next_as_of
        )
