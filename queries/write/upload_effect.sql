-- Of what an upload has just stored, before the spans are worked out again: how many values are new
-- for their village, indicator and day, how many differ from what counts (or take it back), how
-- many say the same?
insert into upload_effect
with brought as (
    select
        village_code,
        indicator_code,
        as_of,
        value,
        qualifier
    from indicator_value
    where upload_id = $id
    union all
    select
        village_code,
        indicator_code,
        as_of,
        cast(null as double) as value,
        cast(null as varchar) as qualifier
    from correction
    where upload_id = $id and is_missing
)

select
    $id as upload_id,
    count(*) filter (where value_span.value is null) as new_count,
    count(*) filter (
        where
        value_span.value is not null
        and (
            brought.value is null
            or brought.value <> value_span.value
            or brought.qualifier <> value_span.qualifier
        )
    ) as changed_count,
    count(*) filter (
        where
        brought.value = value_span.value
        and brought.qualifier = value_span.qualifier
    ) as unchanged_count
from brought
left join value_span
    on
        brought.village_code = value_span.village_code
        and brought.indicator_code = value_span.indicator_code
        and brought.as_of = value_span.value_as_of
