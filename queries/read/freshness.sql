-- How fresh are the data of each star? Villages count by their worst judged indicator:
-- current (this period's), carried (an earlier period's, still allowed), stale, missing.
-- A review looks back seven days: what was reported in them is this week's, and the month, quarter
-- or year that counts is the one in which they begin.
-- one row per star
-- key: star_code
-- columns: star_code VARCHAR, star VARCHAR, current_count BIGINT, carried_count BIGINT,
-- stale_count BIGINT, missing_count BIGINT
with graded as (
    select
        requirement_result.village_code,
        requirement_result.star_code,
        case
            when requirement_result.state = 'missing' then 4
            when requirement_result.state = 'stale' then 3
            when
                requirement_result.value_as_of < case indicator.period
                    when 'week' then $as_of - interval 6 day
                    when 'month' then date_trunc('month', $as_of - interval 6 day)
                    when 'quarter' then date_trunc('quarter', $as_of - interval 6 day)
                    else date_trunc('year', $as_of - interval 6 day)
                end
                then 2
            else 1
        end as grade
    from requirement_result
    inner join indicator on requirement_result.indicator_code = indicator.indicator_code
    where requirement_result.as_of = $as_of
),

worst as (
    select
        village_code,
        star_code,
        max(grade) as grade
    from graded
    group by village_code, star_code
)

select
    star.star_code,
    star.star,
    count(*) filter (where worst.grade = 1) as current_count,
    count(*) filter (where worst.grade = 2) as carried_count,
    count(*) filter (where worst.grade = 3) as stale_count,
    count(*) filter (where worst.grade = 4) as missing_count
from star
left join worst on star.star_code = worst.star_code
group by star.star_code, star.star, star.star_order
order by star.star_order
