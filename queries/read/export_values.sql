-- Which value counts on a day, and from which file and row? one row per village and indicator
-- key: village_code, indicator_code
-- columns: village_code VARCHAR, indicator_code VARCHAR, as_of DATE, value DOUBLE,
-- qualifier VARCHAR, file VARCHAR, row BIGINT
select
    value_span.village_code,
    value_span.indicator_code,
    value_span.value_as_of as as_of,
    value_span.value,
    value_span.qualifier,
    live_upload.file_name as file,
    value_span.row_number as row
from value_span
inner join live_upload on value_span.upload_id = live_upload.upload_id
where
    value_span.value_as_of <= $as_of
    and (value_span.next_as_of is null or value_span.next_as_of > $as_of)
order by value_span.village_code, value_span.indicator_code
