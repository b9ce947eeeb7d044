-- How many stars does the plan want by the end of each quarter, at which level and which of them?
-- one row per village and quarter; level_told is null where no level is planned apart; named: star
-- codes in order; ends_on: the first day without the village (null: it exists)
-- key: village_code, quarter_end
-- columns: village_code VARCHAR, year BIGINT, quarter BIGINT, quarter_end DATE, stars BIGINT,
-- level BIGINT, level_told BIGINT, named VARCHAR, reason VARCHAR, ends_on DATE, upload_id BIGINT
with named as (
    select
        live_target_star.village_code,
        live_target_star.year,
        live_target_star.quarter,
        string_agg(live_target_star.star_code, ',' order by star.star_order) as stars
    from live_target_star
    inner join star on live_target_star.star_code = star.star_code
    group by live_target_star.village_code, live_target_star.year, live_target_star.quarter
)

select
    live_target.village_code,
    live_target.year,
    live_target.quarter,
    cast(
        make_date(live_target.year, live_target.quarter * 3, 1)
        + interval 1 month - interval 1 day as date
    ) as quarter_end,
    live_target.stars,
    live_target.level,
    live_target.level_told,
    coalesce(named.stars, '') as named,
    coalesce(live_target.reason, '') as reason,
    live_village.valid_to as ends_on,
    live_target.upload_id
from live_target
left join named
    on
        live_target.village_code = named.village_code
        and live_target.year = named.year
        and live_target.quarter = named.quarter
left join live_village on live_target.village_code = live_village.village_code
order by live_target.village_code, live_target.year, live_target.quarter
