-- Each requirement judged: met, unmet, missing (never reported) or stale (the latest value is older
-- than the requirement allows); one row per day, village, star and indicator.
-- points_low: earned in a score as known (tiers: of the best one reached), points_high: if what is
-- missing or stale were enough.
-- gap: the way to the threshold in the indicator's unit, at least 0, null when missing.
-- is_carried: the value is last year's final one (沿用上年). Of what counts up since 1 January that
-- value, where it was enough, goes on counting until it is stale or this year's is enough too;
-- where lower is better only until this year's first report, since what is too large stays so.
with reported as (
    select
        village_requirement.as_of,
        village_requirement.village_code,
        village_requirement.star_code,
        village_requirement.indicator_code,
        village_requirement.version,
        village_requirement.rule_category,
        village_requirement.direction,
        village_requirement.threshold,
        village_requirement.is_mandatory,
        village_requirement.veto,
        village_requirement.max_age_days,
        village_requirement.points,
        case
            when village_requirement.direction = 'higher' then 1
            else -1
        end as sign,
        value_span.value,
        value_span.qualifier,
        value_span.value_as_of,
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
),

counting as (
    select
        reported.as_of,
        reported.village_code,
        reported.star_code,
        reported.indicator_code,
        reported.version,
        reported.rule_category,
        reported.direction,
        reported.threshold,
        reported.is_mandatory,
        reported.veto,
        reported.max_age_days,
        reported.points,
        reported.sign,
        coalesce(final_value.value, reported.value) as value,
        coalesce(final_value.qualifier, reported.qualifier) as qualifier,
        coalesce(final_value.value_as_of, reported.value_as_of) as value_as_of,
        coalesce(final_value.upload_id, reported.upload_id) as upload_id,
        coalesce(final_value.row_number, reported.row_number) as row_number,
        coalesce(final_value.column_name, reported.column_name) as column_name,
        final_value.year is not null as is_carried
    from reported
    left join final_value
        on
            reported.village_code = final_value.village_code
            and reported.indicator_code = final_value.indicator_code
            and reported.as_of > final_value.to_date
            and (
                final_value.next_to_date is null
                or reported.as_of <= final_value.next_to_date
            )
            and final_value.value * reported.sign >= reported.threshold * reported.sign
            and date_diff('day', final_value.value_as_of, reported.as_of) <= reported.max_age_days
            and (
                reported.value_as_of <= final_value.to_date
                or (
                    reported.direction = 'higher'
                    and reported.value < reported.threshold
                )
            )
),

judged as (
    select
        *,
        case
            when value is null then 'missing'
            when date_diff('day', value_as_of, as_of) > max_age_days then 'stale'
            when value * sign >= threshold * sign then 'met'
            else 'unmet'
        end as state,
        date_diff('day', value_as_of, as_of) as age_days
    from counting
)

select
    judged.as_of,
    judged.village_code,
    judged.star_code,
    judged.indicator_code,
    judged.version,
    judged.direction,
    judged.threshold,
    judged.is_mandatory,
    judged.veto,
    judged.max_age_days,
    cast(judged.state as varchar) as state,
    judged.value,
    judged.qualifier,
    judged.value_as_of,
    cast(judged.age_days as bigint) as age_days,
    cast(
        case
            when judged.value is null then null
            when judged.value * judged.sign < judged.threshold * judged.sign
                then abs(judged.threshold - judged.value)
            else 0
        end as double
    ) as gap,
    judged.upload_id,
    judged.row_number,
    judged.column_name,
    judged.is_carried,
    judged.points,
    cast(
        case
            when judged.state in ('missing', 'stale') then 0
            when tier_span.version is not null then tier_span.points
            when judged.state = 'met' then judged.points
            else 0
        end as double
    ) as points_low,
    cast(
        case
            when judged.state in ('missing', 'stale') then judged.points
            when tier_span.version is not null then tier_span.points
            when judged.state = 'met' then judged.points
            else 0
        end as double
    ) as points_high
from judged
left join tier_span
    on
        judged.version = tier_span.version
        and judged.star_code = tier_span.star_code
        and judged.indicator_code = tier_span.indicator_code
        and judged.rule_category = tier_span.category
        and (
            tier_span.from_signed is null
            or tier_span.from_signed <= judged.value * judged.sign
        )
        and (
            tier_span.to_signed is null
            or judged.value * judged.sign < tier_span.to_signed
        )
