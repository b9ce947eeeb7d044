-- The final value of a closed year for what counts up since 1 January; one row per closed year,
-- village and indicator.
select
    closed_year.year,
    closed_year.to_date,
    closed_year.next_to_date,
    value_span.village_code,
    value_span.indicator_code,
    value_span.value,
    value_span.qualifier,
    value_span.value_as_of,
    value_span.upload_id,
    value_span.row_number,
    value_span.column_name
from closed_year
inner join value_span
    on
        closed_year.from_date <= value_span.value_as_of
        and closed_year.to_date >= value_span.value_as_of
        and (
            value_span.next_as_of is null
            or closed_year.to_date < value_span.next_as_of
        )
inner join indicator on value_span.indicator_code = indicator.indicator_code
where indicator.accumulation = 'ytd'
