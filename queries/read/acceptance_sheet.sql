-- How does each item of each project's acceptance stand on a day? one row per project and item;
-- is_passed is null where nobody has looked yet
-- key: project_code, item_code
-- columns: project_code VARCHAR, item_code VARCHAR, item VARCHAR, is_passed BOOLEAN,
-- checked_on DATE, reason VARCHAR
select
    project_on_day.project_code,
    acceptance_item.item_code,
    acceptance_item.item,
    acceptance_on_day.is_passed,
    acceptance_on_day.checked_on,
    acceptance_on_day.reason
from project_on_day
cross join acceptance_item
left join acceptance_on_day
    on
        project_on_day.project_code = acceptance_on_day.project_code
        and acceptance_item.item_code = acceptance_on_day.item_code
        and project_on_day.as_of = acceptance_on_day.as_of
where project_on_day.as_of = $as_of
order by project_on_day.project_code, acceptance_item.item_order
