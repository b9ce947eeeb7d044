-- How many stars does the plan want by the end of each quarter? one row per village and quarter
-- key: village_code, quarter_end
-- columns: village_code VARCHAR, year BIGINT, quarter BIGINT, quarter_end DATE, stars BIGINT
select
    village_code,
    year,
    quarter,
    cast(make_date(year, quarter * 3, 1) + interval 1 month - interval 1 day as date)
        as quarter_end,
    stars
from live_target
order by village_code, year, quarter
