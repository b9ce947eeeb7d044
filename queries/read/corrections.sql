-- What was corrected by hand, why, and which cell did it rest on? one row per correction
-- key: upload_id
-- columns: upload_id BIGINT, village_code VARCHAR, indicator_code VARCHAR, as_of DATE,
-- is_missing BOOLEAN, text VARCHAR, reason VARCHAR, cited_upload_id BIGINT,
-- cited_row_number BIGINT, cited_column_name VARCHAR
select
    upload_id,
    village_code,
    indicator_code,
    as_of,
    is_missing,
    text,
    reason,
    cited_upload_id,
    cited_row_number,
    cited_column_name
from correction
order by upload_id desc
