-- The level of a village: the number of stars won; one row per day and village.
select
    as_of,
    village_code,
    cast(count(*) filter (where state = 'won') as bigint) as level,
    cast(count(*) filter (where state = 'undetermined') as bigint) as undetermined_count,
    cast(sum(mandatory_met) as bigint) as mandatory_met,
    cast(sum(mandatory_total) as bigint) as mandatory_total
from star_result
group by as_of, village_code
