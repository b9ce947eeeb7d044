-- Which cells of an upload were read otherwise than they stand, and who said so? one row per cell
-- key: row_number, column_name
-- columns: row_number BIGINT, column_name VARCHAR, original VARCHAR, mended VARCHAR,
-- actor_name VARCHAR, actor_role VARCHAR, recorded_at TIMESTAMP
select
    row_number,
    column_name,
    original,
    mended,
    actor_name,
    actor_role,
    recorded_at
from mended_cell
where upload_id = $upload_id
order by row_number, column_name
