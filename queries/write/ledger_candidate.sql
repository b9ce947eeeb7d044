-- Which mandatory requirements are unmet on the newest review day by a value of that week that is
-- still fresh today, and may they open an item? one row per village, star and indicator.
-- is_planned: the star is among the village's targets of the year (all of them where as many stars
-- are planned as there are); is_named: it was named there, or the last grade holds every star.
with candidate as (
    select
        requirement_result.village_code,
        requirement_result.star_code,
        requirement_result.indicator_code,
        requirement_result.veto,
        requirement_result.value,
        requirement_result.value_as_of,
        requirement_result.upload_id
    from requirement_result
    where
        requirement_result.as_of = $review_day
        and requirement_result.state = 'unmet'
        and requirement_result.is_mandatory
        and requirement_result.value_as_of > $last_review_day
        and date_diff('day', requirement_result.value_as_of, cast($today as date))
        <= requirement_result.max_age_days
),

own_star as (
    select
        village_on_day.village_code,
        count(*) as star_total
    from village_on_day
    inner join star on star.category in ('', village_on_day.category)
    where village_on_day.as_of = $review_day
    group by village_on_day.village_code
),

planned as (
    select
        live_target.village_code,
        max(live_target.stars) as stars
    from live_target
    where live_target.year = $year
    group by live_target.village_code
),

graded as (
    select
        live_award.village_code,
        max_by(live_award.level, live_award.year) as level
    from live_award
    where live_award.year <= $year
    group by live_award.village_code
)

select
    candidate.village_code,
    candidate.star_code,
    candidate.indicator_code,
    candidate.veto,
    candidate.value,
    candidate.value_as_of,
    candidate.upload_id,
    upload.recorded_at as brought_at,
    coalesce(planned.stars >= own_star.star_total, false)
    or exists (
        select 1 from live_target_star
        where
            live_target_star.village_code = candidate.village_code
            and live_target_star.star_code = candidate.star_code
            and live_target_star.year = $year
    ) as is_planned,
    coalesce(graded.level >= own_star.star_total, false)
    or exists (
        select 1 from star_case
        where
            star_case.village_code = candidate.village_code
            and star_case.star_code = candidate.star_code
            and star_case.state = 'named'
    ) as is_named
from candidate
inner join upload on candidate.upload_id = upload.upload_id
inner join own_star on candidate.village_code = own_star.village_code
left join planned on candidate.village_code = planned.village_code
left join graded on candidate.village_code = graded.village_code
order by candidate.village_code, candidate.star_code, candidate.indicator_code
