-- Keep what was still open on a year's last day, to be carried over.
insert into year_open_item
select
    $id as closing_id,
    village_code,
    star_code,
    indicator_code,
    state,
    value,
    value_as_of,
    direction,
    threshold,
    gap
from gap_result
where as_of = $as_of
