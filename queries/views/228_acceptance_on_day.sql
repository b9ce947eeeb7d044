-- How each item of an acceptance stands on a day: by its last look, of one day the last reported;
-- one row per day, project and item.
select
    calendar.as_of,
    acceptance.project_code,
    acceptance.item_code,
    acceptance.is_passed,
    acceptance.checked_on,
    acceptance.reason,
    acceptance.upload_id,
    acceptance.row_number
from calendar
inner join acceptance on calendar.as_of >= acceptance.checked_on
inner join acceptance_item on acceptance.item_code = acceptance_item.item_code
inner join live_upload on acceptance.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by calendar.as_of, acceptance.project_code, acceptance.item_code
    order by acceptance.checked_on desc, acceptance.upload_id desc, acceptance.row_number desc
) = 1
