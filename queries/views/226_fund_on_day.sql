-- The money that has come by a day, as last reported; one row per day, village, project ('' for
-- none), source and day of receipt.
select
    calendar.as_of,
    fund.village_code,
    coalesce(fund.project_code, '') as project_code,
    fund.fund_source,
    fund.received_on,
    fund.amount,
    fund.used,
    fund.reason,
    fund.upload_id,
    fund.row_number
from calendar
inner join fund
    on
        calendar.as_of >= fund.received_on
        and calendar.as_of >= coalesce(fund.since, date '1950-01-01')
inner join live_upload on fund.upload_id = live_upload.upload_id
qualify row_number() over (
    partition by
        calendar.as_of, fund.village_code, coalesce(fund.project_code, ''), fund.fund_source,
        fund.received_on
    order by fund.upload_id desc, fund.row_number desc
) = 1
