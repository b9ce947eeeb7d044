-- The days on which a village unit bears the same name, 管区 and liaison post: from from_date until
-- to_date (excluded); lists describe it from the beginning, an event overlays them from its day.
-- Days before 1950 and after 2149 are not told apart. One row per village and first day.
with told as (
    select
        village_life.village_code,
        date '1950-01-01' as told_from,
        coalesce(listed_village.village, village_life.village_code) as village,
        coalesce(listed_village.area_group, '全镇') as area_group,
        coalesce(listed_village.liaison_post, '') as liaison_post,
        cast(0 as bigint) as told_by
    from village_life
    left join listed_village on village_life.village_code = listed_village.village_code
    union all
    select
        village_code,
        event_date as told_from,
        name as village,
        area_group,
        liaison_post,
        event_id as told_by
    from live_village_event
    where event in ('founded', 'renamed', 'regrouped', 'liaison')
),

named as (
    select
        village_code,
        village,
        told_from,
        lead(told_from) over (
            partition by village_code order by told_from, told_by
        ) as told_until
    from told
    where village is not null
),

grouped as (
    select
        village_code,
        area_group,
        told_from,
        lead(told_from) over (
            partition by village_code order by told_from, told_by
        ) as told_until
    from told
    where area_group is not null
),

posted as (
    select
        village_code,
        liaison_post,
        told_from,
        lead(told_from) over (
            partition by village_code order by told_from, told_by
        ) as told_until
    from told
    where liaison_post is not null
),

overlaid as (
    select
        named.village_code,
        named.village,
        grouped.area_group,
        nullif(posted.liaison_post, '') as liaison_post,
        village_life.category,
        greatest(
            named.told_from,
            grouped.told_from,
            posted.told_from,
            coalesce(village_life.valid_from, date '1950-01-01')
        ) as from_date,
        least(
            coalesce(named.told_until, date '2150-01-01'),
            coalesce(grouped.told_until, date '2150-01-01'),
            coalesce(posted.told_until, date '2150-01-01'),
            coalesce(village_life.valid_to, date '2150-01-01')
        ) as to_date
    from named
    inner join grouped on named.village_code = grouped.village_code
    inner join posted on named.village_code = posted.village_code
    inner join village_life on named.village_code = village_life.village_code
)

select
    village_code,
    village,
    category,
    area_group,
    liaison_post,
    from_date,
    to_date
from overlaid
where from_date < to_date
