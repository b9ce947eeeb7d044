-- Freeze the stars of a year's last day, as judged now.
insert into year_star
select
    $id as closing_id,
    village_code,
    star_code,
    state,
    mandatory_met,
    mandatory_total
from star_result
where as_of = $as_of
