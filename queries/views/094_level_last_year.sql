-- The level a village brings into the years from from_year on, up to before_year (null = still):
-- the last one awarded, or, for a year without an award, as its closing froze it. A year that says
-- nothing takes nothing away; one row per village and year that said something.
with every_level as (
    select
        village_code,
        year + 1 as from_year,
        level,
        1 as source
    from live_award
    union all
    select
        year_level.village_code,
        closed_year.year + 1 as from_year,
        year_level.level,
        2 as source
    from year_level
    inner join closed_year on year_level.closing_id = closed_year.closing_id
),

said as (
    select
        village_code,
        from_year,
        level
    from every_level
    qualify row_number() over (partition by village_code, from_year order by source) = 1
)

select
    village_code,
    from_year,
    lead(from_year) over (partition by village_code order by from_year) as before_year,
    level
from said
