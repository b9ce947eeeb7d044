-- Where each case stands: its last step; one row per village, year and star.
select
    village_code,
    year,
    star_code,
    event_id as last_event_id,
    state,
    event_date as last_day,
    public_until,
    opinion,
    document
from live_case_event
qualify row_number() over (
    partition by village_code, year, star_code order by event_id desc
) = 1
