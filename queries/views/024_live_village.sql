-- Each village unit there ever was, as last described or decided, for lists that ask of no day: the
-- last of its spans, its first and its last day (excluded; null = still); one row per village.
with newest as (
    select
        village_code,
        village,
        area_group,
        liaison_post
    from village_span
    qualify row_number() over (partition by village_code order by from_date desc) = 1
)

select
    village_life.village_code,
    coalesce(newest.village, listed_village.village, village_life.village_code) as village,
    village_life.category,
    coalesce(newest.area_group, listed_village.area_group, '全镇') as area_group,
    case
        when newest.village_code is null then listed_village.liaison_post
        else newest.liaison_post
    end as liaison_post,
    village_life.households,
    village_life.population,
    village_life.valid_from,
    village_life.valid_to,
    village_life.into_code
from village_life
left join newest on village_life.village_code = newest.village_code
left join listed_village on village_life.village_code = listed_village.village_code
