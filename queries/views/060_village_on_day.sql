-- The village units that exist on a day; one row per day and village.
select
    calendar.as_of,
    live_village.village_code,
    live_village.village,
    live_village.category,
    live_village.area_group,
    live_village.liaison_post
from calendar
inner join live_village
    on
        (live_village.valid_from is null or calendar.as_of >= live_village.valid_from)
        and (live_village.valid_to is null or calendar.as_of < live_village.valid_to)
