-- The village units that exist on a day, as they are on it; one row per day and village.
select
    calendar.as_of,
    village_span.village_code,
    village_span.village,
    village_span.category,
    village_span.area_group,
    village_span.liaison_post
from calendar
inner join village_span
    on
        calendar.as_of >= village_span.from_date
        and calendar.as_of < village_span.to_date
