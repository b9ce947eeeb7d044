-- Each star judged, capstones at last: a capstone that would be won is lost while another star of
-- the unit is lost, and undetermined while one is undetermined; one row per day, village and star.
-- is_held_back: its own requirements would win it, the other stars do not.
with counted as (
    select
        *,
        count(*) filter (where not is_capstone and state = 'lost')
            over (partition by as_of, village_code) as others_lost,
        count(*) filter (where not is_capstone and state = 'undetermined')
            over (partition by as_of, village_code) as others_undetermined
    from star_base
)

select
    as_of,
    village_code,
    star_code,
    cast(
        case
            when not is_capstone or state <> 'won' then state
            when others_lost > 0 then 'lost'
            when others_undetermined > 0 then 'undetermined'
            else 'won'
        end as varchar
    ) as state,
    requirement_total,
    mandatory_total,
    mandatory_met,
    unmet_count,
    missing_count,
    stale_count,
    barred_by,
    points_max,
    points_low,
    points_high,
    pass_mark,
    is_capstone,
    is_clean,
    is_capstone
    and state = 'won'
    and others_lost + others_undetermined > 0 as is_held_back
from counted
