-- The level a village brings into a year: awarded the year before, else as that year's closing
-- froze it; one row per village and year.
with every_level as (
    select
        village_code,
        year + 1 as year,
        level,
        1 as source
    from live_award
    union all
    select
        year_level.village_code,
        closed_year.year + 1 as year,
        year_level.level,
        2 as source
    from year_level
    inner join closed_year on year_level.closing_id = closed_year.closing_id
)

select
    village_code,
    year,
    level
from every_level
qualify row_number() over (partition by village_code, year order by source) = 1
