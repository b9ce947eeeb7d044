-- Of the values about to be stored (temporary table rehearsed): how many are new for their village,
-- indicator and day, how many differ from what counts now, how many say the same? one row
select
    count(*) filter (where value_span.value is null) as new_count,
    count(*) filter (
        where
        value_span.value is not null
        and (
            value_span.value <> rehearsed.value
            or value_span.qualifier <> rehearsed.qualifier
        )
    ) as changed_count,
    count(*) filter (
        where
        value_span.value = rehearsed.value
        and value_span.qualifier = rehearsed.qualifier
    ) as unchanged_count
from rehearsed
left join value_span
    on
        rehearsed.village_code = value_span.village_code
        and rehearsed.indicator_code = value_span.indicator_code
        and rehearsed.as_of = value_span.value_as_of
