-- From when to when do live values reach, and do samples count among them? one row
-- columns: first_day DATE, last_day DATE, live_values BIGINT, has_sample BOOLEAN,
-- last_published TIMESTAMP
select
    min(live_value.as_of) as first_day,
    max(live_value.as_of) as last_day,
    count(live_value.as_of) as live_values,
    exists(
        select 1 from live_upload
        where live_upload.is_sample
    ) as has_sample,
    (select max(live_upload.recorded_at) from live_upload) as last_published
from live_value
