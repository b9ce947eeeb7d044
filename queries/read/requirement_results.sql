-- How does a village stand on every requirement on a day, and where does each value come from?
-- one row per star and indicator
-- key: star_code, indicator_code
-- columns: village_code VARCHAR, star_code VARCHAR, indicator_code VARCHAR, indicator VARCHAR,
-- unit VARCHAR, value_type VARCHAR, decimals BIGINT, direction VARCHAR, state VARCHAR,
-- value DOUBLE, qualifier VARCHAR, value_as_of DATE, age_days BIGINT, threshold DOUBLE, gap DOUBLE,
-- is_mandatory BOOLEAN, veto VARCHAR, period VARCHAR, max_age_days BIGINT, rule_version BIGINT,
-- owner_post VARCHAR, why VARCHAR, upload_id BIGINT, file_name VARCHAR, row_number BIGINT,
-- column_name VARCHAR, uploader VARCHAR, recorded_at TIMESTAMP, is_carried BOOLEAN,
-- points DOUBLE, points_low DOUBLE
select
    requirement_result.village_code,
    requirement_result.star_code,
    requirement_result.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    requirement_result.direction,
    requirement_result.state,
    requirement_result.value,
    requirement_result.qualifier,
    requirement_result.value_as_of,
    requirement_result.age_days,
    requirement_result.threshold,
    requirement_result.gap,
    requirement_result.is_mandatory,
    requirement_result.veto,
    indicator.period,
    requirement_result.max_age_days,
    requirement_result.version as rule_version,
    indicator.owner_post,
    indicator.why,
    requirement_result.upload_id,
    live_upload.file_name,
    requirement_result.row_number,
    requirement_result.column_name,
    live_upload.actor_name as uploader,
    live_upload.recorded_at,
    requirement_result.is_carried,
    requirement_result.points,
    requirement_result.points_low
from requirement_result
inner join indicator on requirement_result.indicator_code = indicator.indicator_code
inner join star on requirement_result.star_code = star.star_code
left join live_upload on requirement_result.upload_id = live_upload.upload_id
where
    requirement_result.as_of = $as_of
    and requirement_result.village_code = $village_code
order by star.star_order, indicator.indicator_order
