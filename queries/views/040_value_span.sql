-- The days on which a reported value is the latest one: from its own day until the next report
-- (that day excluded; null = still). Of several uploads the last published one counts: it is the
-- row whose successor is of another day. One row per village, indicator and reported day.
with ordered as (
    select
        village_code,
        indicator_code,
        as_of as value_as_of,
        lead(as_of) over (
            partition by village_code, indicator_code order by as_of, upload_id
        ) as next_as_of,
        value,
        qualifier,
        upload_id,
        row_number,
        column_name
    from standing_value
)

select
    village_code,
    indicator_code,
    value_as_of,
    next_as_of,
    value,
    qualifier,
    upload_id,
    row_number,
    column_name
from ordered
where next_as_of is distinct from value_as_of
