-- The year of the campaign a day belongs to: the one whose own days hold it, else the
-- calendar's; one row per day.
with own_days as (
    select
        year,
        from_date,
        to_date
    from campaign_year
    qualify row_number() over (partition by year order by recorded_at desc) = 1
)

select
    calendar.as_of,
    cast(coalesce(max(own_days.year), year(calendar.as_of)) as bigint) as year
from calendar
left join own_days
    on
        calendar.as_of >= own_days.from_date
        and calendar.as_of <= own_days.to_date
group by calendar.as_of
