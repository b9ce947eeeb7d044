-- What do the cases of a year come to: how many stars each village was named, and how many cases
-- still run? one row per village that has a case in the year
-- last_level: of the newest award before the year, since a year without one takes nothing away
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, named_count BIGINT, revoked_count BIGINT,
-- running_count BIGINT, last_level BIGINT, award_level BIGINT
with former as (
    select
        village_code,
        level
    from live_award
    where year < $year
    qualify row_number() over (partition by village_code order by year desc) = 1
)

select
    counted.village_code,
    coalesce(live_village.village, counted.village_code) as village,
    counted.named_count,
    counted.revoked_count,
    counted.running_count,
    former.level as last_level,
    award.level as award_level
from (
    select
        village_code,
        count(*) filter (where state = 'named') as named_count,
        count(*) filter (where state = 'revoked') as revoked_count,
        count(*) filter (
            where state in ('claimed', 'reviewed', 'approved', 'public')
        ) as running_count
    from star_case
    where year = $year
    group by village_code
) as counted
left join live_village on counted.village_code = live_village.village_code
left join former on counted.village_code = former.village_code
left join live_award as award
    on counted.village_code = award.village_code and award.year = $year
order by counted.village_code
