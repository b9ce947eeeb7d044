-- Each village unit as last described; one row per village.
select
    village.village_code,
    village.name as village,
    village.category,
    coalesce(village.area_group, '全镇') as area_group,
    village.liaison_post,
    village.households,
    village.population,
    village.valid_from,
    village.valid_to
from village
left join live_upload on village.upload_id = live_upload.upload_id
where village.upload_id is null or live_upload.upload_id is not null
qualify row_number() over (
    partition by village.village_code
    order by coalesce(village.upload_id, 0) desc
) = 1
