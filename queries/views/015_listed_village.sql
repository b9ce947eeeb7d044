-- Each village unit as the uploaded lists describe it: a column that the newest list leaves blank
-- is taken from the one before (null: no list ever told it); one row per village.
with told as (
    select
        village.village_code,
        nullif(village.name, '') as name,
        village.category,
        village.area_group,
        village.liaison_post,
        village.households,
        village.population,
        village.valid_from,
        village.valid_to,
        coalesce(village.upload_id, 0) as told_by
    from village
    left join live_upload on village.upload_id = live_upload.upload_id
    where village.upload_id is null or live_upload.upload_id is not null
),

teller as (
    select
        village_code,
        max(told_by) as category_by,
        max(case when name is not null then told_by end) as name_by,
        max(case when area_group is not null then told_by end) as area_group_by,
        max(case when liaison_post is not null then told_by end) as liaison_post_by,
        max(case when households is not null then told_by end) as households_by,
        max(case when population is not null then told_by end) as population_by,
        max(case when valid_from is not null then told_by end) as valid_from_by,
        max(case when valid_to is not null then told_by end) as valid_to_by
    from told
    group by village_code
)

select
    told.village_code,
    max(case when told.told_by = teller.name_by then told.name end) as village,
    max(case when told.told_by = teller.category_by then told.category end) as category,
    max(case when told.told_by = teller.area_group_by then told.area_group end) as area_group,
    max(
        case when told.told_by = teller.liaison_post_by then told.liaison_post end
    ) as liaison_post,
    max(case when told.told_by = teller.households_by then told.households end) as households,
    max(case when told.told_by = teller.population_by then told.population end) as population,
    max(case when told.told_by = teller.valid_from_by then told.valid_from end) as valid_from,
    max(case when told.told_by = teller.valid_to_by then told.valid_to end) as valid_to
from told
inner join teller on told.village_code = teller.village_code
group by told.village_code
