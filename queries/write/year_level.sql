-- Freeze the levels and ranks of a year's last day, as judged now.
insert into year_level
select
    $id as closing_id,
    village_code,
    stars_won,
    level,
    score_low as score,
    rank,
    mandatory_met,
    mandatory_total
from rank_result
where as_of = $as_of
