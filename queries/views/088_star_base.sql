-- Each star judged by its own requirements, before capstones: lost when a mandatory requirement is
-- unmet, a veto is hit (veto 'all' bars every star: barred_by) or the pass mark is out of reach;
-- else undetermined when one is missing or stale, the pass mark hangs on what is missing, or no
-- requirement applies; else won; one row per day, village and star.
-- is_clean: nothing of its own keeps it from being won, whatever bars the village.
-- points_…: sums in millionths of a point, whole, so that no pass mark hangs on a last digit.
with counted as (
    select
        as_of,
        village_code,
        star_code,
        count(*) filter (where is_mandatory or veto <> '') as requirement_total,
        count(*) filter (where is_mandatory) as mandatory_total,
        count(*) filter (where is_mandatory and state = 'met') as mandatory_met,
        count(*) filter (where (is_mandatory or veto <> '') and state = 'unmet')
            as unmet_count,
        count(*) filter (where (is_mandatory or veto <> '') and state = 'missing')
            as missing_count,
        count(*) filter (where (is_mandatory or veto <> '') and state = 'stale')
            as stale_count,
        min(indicator_code) filter (where veto = 'all' and state = 'unmet') as bar,
        cast(floor(sum(points) * 1000000 + 0.5) as bigint) as points_max,
        cast(floor(sum(points_low) * 1000000 + 0.5) as bigint) as points_low,
        cast(floor(sum(points_high) * 1000000 + 0.5) as bigint) as points_high
    from requirement_result
    group by as_of, village_code, star_code
),

-- The rule of the unit's own category goes before the common one.
own_rule as (
    select
        village_on_day.as_of,
        village_on_day.village_code,
        star_rule_span.star_code,
        star_rule_span.pass_mark,
        star_rule_span.is_capstone
    from village_on_day
    inner join star_rule_span
        on
            village_on_day.as_of >= star_rule_span.valid_from
            and (
                star_rule_span.next_valid_from is null
                or village_on_day.as_of < star_rule_span.next_valid_from
            )
            and star_rule_span.category in ('', village_on_day.category)
    qualify row_number() over (
        partition by
            village_on_day.as_of, village_on_day.village_code, star_rule_span.star_code
        order by star_rule_span.category desc
    ) = 1
),

gathered as (
    select
        village_on_day.as_of,
        village_on_day.village_code,
        star.star_code,
        coalesce(counted.requirement_total, 0) as requirement_total,
        coalesce(counted.mandatory_total, 0) as mandatory_total,
        coalesce(counted.mandatory_met, 0) as mandatory_met,
        coalesce(counted.unmet_count, 0) as unmet_count,
        coalesce(counted.missing_count, 0) as missing_count,
        coalesce(counted.stale_count, 0) as stale_count,
        coalesce(counted.points_max, 0) as points_max,
        coalesce(counted.points_low, 0) as points_low,
        coalesce(counted.points_high, 0) as points_high,
        own_rule.pass_mark,
        coalesce(own_rule.is_capstone, false) as is_capstone,
        min(counted.bar) over (
            partition by village_on_day.as_of, village_on_day.village_code
        ) as barred_by
    from village_on_day
    inner join star on star.category in ('', village_on_day.category)
    left join counted
        on
            village_on_day.as_of = counted.as_of
            and village_on_day.village_code = counted.village_code
            and star.star_code = counted.star_code
    left join own_rule
        on
            village_on_day.as_of = own_rule.as_of
            and village_on_day.village_code = own_rule.village_code
            and star.star_code = own_rule.star_code
),

marked as (
    select
        *,
        requirement_total > 0
        and unmet_count + missing_count + stale_count = 0
        and coalesce(points_low * 100 >= pass_mark * points_max, true) as is_clean,
        unmet_count > 0
        or coalesce(points_high * 100 < pass_mark * points_max, false) as is_out
    from gathered
)

select
    as_of,
    village_code,
    star_code,
    cast(
        case
            when barred_by is not null or is_out then 'lost'
            when is_clean then 'won'
            else 'undetermined'
        end as varchar
    ) as state,
    cast(requirement_total as bigint) as requirement_total,
    cast(mandatory_total as bigint) as mandatory_total,
    cast(mandatory_met as bigint) as mandatory_met,
    cast(unmet_count as bigint) as unmet_count,
    cast(missing_count as bigint) as missing_count,
    cast(stale_count as bigint) as stale_count,
    barred_by,
    cast(points_max as bigint) as points_max,
    cast(points_low as bigint) as points_low,
    cast(points_high as bigint) as points_high,
    pass_mark,
    is_capstone,
    is_clean
from marked
