-- The winner among all that was reported: the last published upload that is not withdrawn;
-- one row per village, indicator and day. Where the winner is a correction that takes the value
-- back (改为缺), there is none: older values of that day are hidden.
with reported as (
    select
        village_code,
        indicator_code,
        as_of,
        value,
        qualifier,
        upload_id,
        row_number,
        column_name
    from indicator_value
    union all
    select
        village_code,
        indicator_code,
        as_of,
        cast(null as double) as value,
        cast(null as varchar) as qualifier,
        upload_id,
        row_number,
        column_name
    from correction
    where is_missing
),

winner as (
    select
        reported.village_code,
        reported.indicator_code,
        reported.as_of,
        reported.value,
        reported.qualifier,
        reported.upload_id,
        reported.row_number,
        reported.column_name
    from reported
    inner join live_upload on reported.upload_id = live_upload.upload_id
    qualify row_number() over (
        partition by reported.village_code, reported.indicator_code, reported.as_of
        order by reported.upload_id desc
    ) = 1
)

select
    village_code,
    indicator_code,
    as_of,
    value,
    qualifier,
    upload_id,
    row_number,
    column_name
from winner
where value is not null
