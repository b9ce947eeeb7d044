-- The year of the campaign a day belongs to: the one whose own days hold it, else the
-- calendar's; one row per day.
select
    calendar.as_of,
    cast(coalesce(max(own_year.year), year(calendar.as_of)) as bigint) as year
from calendar
left join own_year
    on
        calendar.as_of >= own_year.from_date
        and calendar.as_of <= own_year.to_date
group by calendar.as_of
