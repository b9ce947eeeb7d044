-- What was ever reported of one village's indicator, by whom, and what counts? one row per report
-- state: counts, superseded (by a later report of the same day) or withdrawn. is_missing: the value
-- was taken back by hand (改为缺). original_text: the cell as it stands where it was mended.
-- key: as_of, upload_id
-- columns: as_of DATE, upload_id BIGINT, value DOUBLE, qualifier VARCHAR, state VARCHAR,
-- is_missing BOOLEAN, file_name VARCHAR, row_number BIGINT, column_name VARCHAR, uploader VARCHAR,
-- uploader_role VARCHAR, recorded_at TIMESTAMP, correction_reason VARCHAR,
-- cited_upload_id BIGINT, withdrawn_by VARCHAR, withdrawn_reason VARCHAR, original_text VARCHAR,
-- mended_by VARCHAR
with reported as (
    select
        as_of,
        upload_id,
        value,
        qualifier,
        false as is_missing,
        row_number,
        column_name
    from indicator_value
    where village_code = $village_code and indicator_code = $indicator_code
    union all
    select
        as_of,
        upload_id,
        cast(null as double) as value,
        cast(null as varchar) as qualifier,
        is_missing,
        row_number,
        column_name
    from correction
    where village_code = $village_code and indicator_code = $indicator_code and is_missing
),

winner as (
    select
        reported.as_of,
        max(reported.upload_id) as upload_id
    from reported
    inner join live_upload on reported.upload_id = live_upload.upload_id
    group by reported.as_of
)

select
    reported.as_of,
    reported.upload_id,
    reported.value,
    reported.qualifier,
    case
        when upload_withdrawal.upload_id is not null then 'withdrawn'
        when winner.upload_id = reported.upload_id then 'counts'
        else 'superseded'
    end as state,
    reported.is_missing,
    upload.file_name,
    reported.row_number,
    reported.column_name,
    upload.actor_name as uploader,
    upload.actor_role as uploader_role,
    upload.recorded_at,
    correction.reason as correction_reason,
    correction.cited_upload_id,
    upload_withdrawal.actor_name as withdrawn_by,
    upload_withdrawal.reason as withdrawn_reason,
    mended_cell.original as original_text,
    mended_cell.actor_name as mended_by
from reported
inner join upload on reported.upload_id = upload.upload_id
left join winner on reported.as_of = winner.as_of
left join upload_withdrawal on reported.upload_id = upload_withdrawal.upload_id
left join correction on reported.upload_id = correction.upload_id
left join mended_cell
    on
        reported.upload_id = mended_cell.upload_id
        and reported.row_number = mended_cell.row_number
        and reported.column_name = mended_cell.column_name
order by reported.as_of desc, reported.upload_id desc
