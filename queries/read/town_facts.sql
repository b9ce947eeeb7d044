-- What is known of the town as a whole on a day? one row per fact and source
-- columns: fact_code VARCHAR, as_of DATE, value DOUBLE, qualifier VARCHAR, unit VARCHAR,
-- source VARCHAR, quote VARCHAR, file_name VARCHAR, row_order BIGINT
select
    town_fact.fact_code,
    town_fact.as_of,
    town_fact.value,
    town_fact.qualifier,
    town_fact.unit,
    town_fact.source,
    town_fact.quote,
    live_upload.file_name,
    row_number() over (order by town_fact.upload_id, town_fact.rowid) as row_order
from town_fact
inner join live_upload on town_fact.upload_id = live_upload.upload_id
where town_fact.as_of <= $as_of
order by row_order
