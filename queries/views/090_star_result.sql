-- Each star judged: lost when a mandatory requirement is unmet or a veto is hit (veto 'all' bars
-- every star: barred_by); else undetermined when one is missing or stale, or none applies;
-- else won; one row per day, village and star.
with counted as (
    select
        as_of,
        village_code,
        star_code,
        count(*) as requirement_total,
        count(*) filter (where is_mandatory) as mandatory_total,
        count(*) filter (where is_mandatory and state = 'met') as mandatory_met,
        count(*) filter (where state = 'unmet') as unmet_count,
        count(*) filter (where state = 'missing') as missing_count,
        count(*) filter (where state = 'stale') as stale_count
    from requirement_result
    where is_mandatory or veto <> ''
    group by as_of, village_code, star_code
),

barred as (
    select
        as_of,
        village_code,
        min(indicator_code) as barred_by
    from requirement_result
    where veto = 'all' and state = 'unmet'
    group by as_of, village_code
)

select
    village_on_day.as_of,
    village_on_day.village_code,
    star.star_code,
    cast(
        case
            when barred.barred_by is not null or counted.unmet_count > 0 then 'lost'
            when counted.requirement_total is null then 'undetermined'
            when counted.missing_count + counted.stale_count > 0 then 'undetermined'
            else 'won'
        end as varchar
    ) as state,
    cast(coalesce(counted.requirement_total, 0) as bigint) as requirement_total,
    cast(coalesce(counted.mandatory_total, 0) as bigint) as mandatory_total,
    cast(coalesce(counted.mandatory_met, 0) as bigint) as mandatory_met,
    cast(coalesce(counted.unmet_count, 0) as bigint) as unmet_count,
    cast(coalesce(counted.missing_count, 0) as bigint) as missing_count,
    cast(coalesce(counted.stale_count, 0) as bigint) as stale_count,
    barred.barred_by
from village_on_day
inner join star on star.category in ('', village_on_day.category)
left join counted
    on
        village_on_day.as_of = counted.as_of
        and village_on_day.village_code = counted.village_code
        and star.star_code = counted.star_code
left join barred
    on
        village_on_day.as_of = barred.as_of
        and village_on_day.village_code = barred.village_code
