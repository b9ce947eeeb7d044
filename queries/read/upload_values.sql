-- Which values did an upload bring, page by page, and do they count? one row per value
-- winner: the live upload that counts for the same cell, this one or a later or an earlier one.
-- key: village_code, indicator_code, as_of
-- columns: village_code VARCHAR, village VARCHAR, indicator_code VARCHAR, indicator VARCHAR,
-- unit VARCHAR, value_type VARCHAR, decimals BIGINT, as_of DATE, value DOUBLE, qualifier VARCHAR,
-- row_number BIGINT, column_name VARCHAR, is_withdrawn BOOLEAN, winner BIGINT
with brought as (
    select
        village_code,
        indicator_code,
        as_of,
        value,
        qualifier,
        row_number,
        column_name
    from indicator_value
    where upload_id = $upload_id
    union all
    select
        village_code,
        indicator_code,
        as_of,
        cast(null as double) as value,
        cast(null as varchar) as qualifier,
        row_number,
        column_name
    from correction
    where upload_id = $upload_id and is_missing
),

page as (
    select * from brought
    order by row_number, column_name, village_code, indicator_code, as_of
    limit $most offset $skip
),

reported as (
    select
        village_code,
        indicator_code,
        as_of,
        upload_id
    from indicator_value
    union all
    select
        village_code,
        indicator_code,
        as_of,
        upload_id
    from correction
    where is_missing
),

counting as (
    select
        reported.village_code,
        reported.indicator_code,
        reported.as_of,
        max(reported.upload_id) as winner
    from reported
    inner join page
        on
            reported.village_code = page.village_code
            and reported.indicator_code = page.indicator_code
            and reported.as_of = page.as_of
    inner join live_upload on reported.upload_id = live_upload.upload_id
    group by reported.village_code, reported.indicator_code, reported.as_of
)

select
    page.village_code,
    coalesce(live_village.village, page.village_code) as village,
    page.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    page.as_of,
    page.value,
    page.qualifier,
    page.row_number,
    page.column_name,
    exists(
        select 1 from upload_withdrawal
        where upload_withdrawal.upload_id = $upload_id
    ) as is_withdrawn,
    counting.winner
from page
inner join indicator on page.indicator_code = indicator.indicator_code
left join live_village on page.village_code = live_village.village_code
left join counting
    on
        page.village_code = counting.village_code
        and page.indicator_code = counting.indicator_code
        and page.as_of = counting.as_of
order by
    page.row_number, page.column_name, page.village_code, page.indicator_code, page.as_of
