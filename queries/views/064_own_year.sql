-- The years of the campaign that have days of their own, as last said; one row per year.
select
    year,
    from_date,
    to_date
from campaign_year
qualify row_number() over (partition by year order by recorded_at desc) = 1
