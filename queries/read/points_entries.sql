-- Which points were entered in a span of days, by whom, and which were reversed?
-- one row per entry, newest first; village as it was on the day
-- key: entry_id
-- columns: entry_id BIGINT, village_code VARCHAR, village VARCHAR, day DATE, star_code VARCHAR,
-- star VARCHAR, source_code VARCHAR, points DOUBLE, reason VARCHAR, actor_name VARCHAR,
-- actor_role VARCHAR, recorded_at TIMESTAMP, reversed_at TIMESTAMP, reversed_by VARCHAR,
-- reversed_reason VARCHAR
select
    points_entry.entry_id,
    points_entry.village_code,
    coalesce(
        village_on_day.village, live_village.village, points_entry.village_code
    ) as village,
    points_entry.day,
    points_entry.star_code,
    coalesce(star.star, points_entry.star_code) as star,
    points_entry.source_code,
    points_entry.points,
    points_entry.reason,
    points_entry.actor_name,
    points_entry.actor_role,
    points_entry.recorded_at,
    points_reversal.recorded_at as reversed_at,
    points_reversal.actor_name as reversed_by,
    points_reversal.reason as reversed_reason
from points_entry
left join star on points_entry.star_code = star.star_code
left join points_reversal on points_entry.entry_id = points_reversal.entry_id
left join village_on_day
    on
        points_entry.day = village_on_day.as_of
        and points_entry.village_code = village_on_day.village_code
left join live_village on points_entry.village_code = live_village.village_code
where points_entry.day between $first_day and $as_of
order by points_entry.entry_id desc
