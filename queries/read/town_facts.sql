-- What is known of the town as a whole on a day? one row per fact and source
-- key: fact_code, as_of, source, quote
-- columns: fact_code VARCHAR, as_of DATE, value DOUBLE, qualifier VARCHAR, unit VARCHAR,
-- source VARCHAR, quote VARCHAR, file_name VARCHAR, row_order BIGINT
with told as (
    select
        town_fact.*,
        live_upload.file_name,
        row_number() over (order by town_fact.upload_id, town_fact.rowid) as row_order
    from town_fact
    inner join live_upload on town_fact.upload_id = live_upload.upload_id
    where town_fact.as_of <= $as_of
)

select
    fact_code,
    as_of,
    value,
    qualifier,
    unit,
    source,
    quote,
    file_name,
    row_order
from told
qualify
    row_number() over (partition by fact_code, as_of, source, quote order by row_order desc) = 1
order by row_order
