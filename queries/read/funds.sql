-- Which money has come by a day, and how much of it was used? one row per village, project ('' for
-- none), source and day of receipt; money of a project that is not on record is left out
-- key: village_code, project_code, fund_source, received_on
-- columns: village_code VARCHAR, village VARCHAR, area_group VARCHAR, project_code VARCHAR,
-- project VARCHAR, fund_source VARCHAR, received_on DATE, amount DOUBLE, used DOUBLE,
-- reason VARCHAR, upload_id BIGINT, file_name VARCHAR, row_number BIGINT
select
    fund_on_day.village_code,
    coalesce(village_on_day.village, live_village.village) as village,
    coalesce(village_on_day.area_group, live_village.area_group) as area_group,
    fund_on_day.project_code,
    coalesce(project_on_day.project, '') as project,
    fund_on_day.fund_source,
    fund_on_day.received_on,
    fund_on_day.amount,
    fund_on_day.used,
    coalesce(fund_on_day.reason, '') as reason,
    fund_on_day.upload_id,
    upload.file_name,
    fund_on_day.row_number
from fund_on_day
inner join live_village on fund_on_day.village_code = live_village.village_code
inner join upload on fund_on_day.upload_id = upload.upload_id
left join village_on_day
    on
        fund_on_day.village_code = village_on_day.village_code
        and fund_on_day.as_of = village_on_day.as_of
left join project_on_day
    on
        fund_on_day.project_code = project_on_day.project_code
        and fund_on_day.as_of = project_on_day.as_of
where
    fund_on_day.as_of = $as_of
    and (fund_on_day.project_code = '' or project_on_day.project_code is not null)
order by
    fund_on_day.village_code,
    fund_on_day.received_on,
    fund_on_day.fund_source,
    fund_on_day.project_code
