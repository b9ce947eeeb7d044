-- How do 自评, 测算, 上年 and 评定 of a year stand side by side, and where is the case of each star?
-- one row per village and star; null where nothing was said, last_named also where last year's
-- award tells only how many stars, not which
-- key: village_code, star_code
-- columns: village_code VARCHAR, village VARCHAR, area_group VARCHAR, star_code VARCHAR,
-- star VARCHAR, star_order BIGINT, computed VARCHAR, mandatory_met BIGINT, mandatory_total BIGINT,
-- is_claimed BOOLEAN, claim_note VARCHAR, claim_date DATE, state VARCHAR, last_event_id BIGINT,
-- last_day DATE, public_from DATE, public_until DATE, last_named BOOLEAN, last_level BIGINT,
-- award_level BIGINT, award_event VARCHAR, star_total BIGINT
with unit as (
    select
        star_result.village_code,
        village_on_day.village,
        village_on_day.area_group,
        star_result.star_code,
        star_result.state as computed,
        star_result.mandatory_met,
        star_result.mandatory_total,
        count(*) over (partition by star_result.village_code) as star_total
    from star_result
    inner join village_on_day
        on
            star_result.village_code = village_on_day.village_code
            and village_on_day.as_of = $as_of
    where star_result.as_of = $as_of
)

select
    unit.village_code,
    unit.village,
    unit.area_group,
    unit.star_code,
    star.star,
    star.star_order,
    unit.computed,
    unit.mandatory_met,
    unit.mandatory_total,
    star_claim.is_claimed,
    star_claim.note as claim_note,
    star_claim.claim_date,
    coalesce(star_case.state, 'draft') as state,
    coalesce(star_case.last_event_id, 0) as last_event_id,
    star_case.last_day,
    case when star_case.state = 'public' then star_case.last_day end as public_from,
    case when star_case.state = 'public' then star_case.public_until end as public_until,
    case
        when former_case.state is not null then former_case.state = 'named'
        when former.level = 0 then false
        when former.level >= unit.star_total then true
    end as last_named,
    former.level as last_level,
    award.level as award_level,
    award.event as award_event,
    unit.star_total
from unit
inner join star on unit.star_code = star.star_code
left join star_claim
    on
        unit.village_code = star_claim.village_code
        and unit.star_code = star_claim.star_code
        and star_claim.year = $year
left join star_case
    on
        unit.village_code = star_case.village_code
        and unit.star_code = star_case.star_code
        and star_case.year = $year
left join star_case as former_case
    on
        unit.village_code = former_case.village_code
        and unit.star_code = former_case.star_code
        and former_case.year = $year - 1
left join live_award as former
    on unit.village_code = former.village_code and former.year = $year - 1
left join live_award as award
    on unit.village_code = award.village_code and award.year = $year
order by unit.village_code, star.star_order
