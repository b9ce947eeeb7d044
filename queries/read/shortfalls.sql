-- What does each village still lack on a day, and who owns it? one row per village, star, indicator
-- key: village_code, star_code, indicator_code
-- columns: village_code VARCHAR, village VARCHAR, area_group VARCHAR, star_code VARCHAR,
-- star VARCHAR, indicator_code VARCHAR, indicator VARCHAR, unit VARCHAR, value_type VARCHAR,
-- decimals BIGINT, direction VARCHAR, state VARCHAR, value DOUBLE, qualifier VARCHAR,
-- value_as_of DATE, age_days BIGINT, threshold DOUBLE, gap DOUBLE, veto VARCHAR,
-- owner_post VARCHAR, stars_gained BIGINT, star_blockers BIGINT, file_name VARCHAR,
-- row_number BIGINT, uploader VARCHAR, recorded_at TIMESTAMP
select
    gap_result.village_code,
    village_on_day.village,
    village_on_day.area_group,
    gap_result.star_code,
    star.star,
    gap_result.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    gap_result.direction,
    gap_result.state,
    gap_result.value,
    gap_result.qualifier,
    gap_result.value_as_of,
    gap_result.age_days,
    gap_result.threshold,
    gap_result.gap,
    gap_result.veto,
    indicator.owner_post,
    gap_result.stars_gained,
    gap_result.star_blockers,
    live_upload.file_name,
    gap_result.row_number,
    live_upload.actor_name as uploader,
    live_upload.recorded_at
from gap_result
inner join village_on_day
    on
        gap_result.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join star on gap_result.star_code = star.star_code
inner join indicator on gap_result.indicator_code = indicator.indicator_code
left join live_upload on gap_result.upload_id = live_upload.upload_id
where gap_result.as_of = $as_of
order by
    gap_result.stars_gained desc,
    gap_result.star_blockers asc,
    gap_result.village_code asc,
    star.star_order asc,
    indicator.indicator_order asc
