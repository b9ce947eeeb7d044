-- Which visits were held in a span of days, by whom recorded, and which were reversed?
-- one row per visit, newest first
-- key: contest_id
-- columns: contest_id BIGINT, name VARCHAR, day DATE, star_code VARCHAR, star VARCHAR,
-- drop_extremes BOOLEAN, places BIGINT, actor_name VARCHAR, actor_role VARCHAR,
-- recorded_at TIMESTAMP, reversed_at TIMESTAMP, reversed_by VARCHAR, reversed_reason VARCHAR
select
    contest.contest_id,
    contest.name,
    contest.day,
    contest.star_code,
    coalesce(star.star, contest.star_code) as star,
    contest.drop_extremes,
    contest.places,
    contest.actor_name,
    contest.actor_role,
    contest.recorded_at,
    contest_reversal.recorded_at as reversed_at,
    contest_reversal.actor_name as reversed_by,
    contest_reversal.reason as reversed_reason
from contest
left join star on contest.star_code = star.star_code
left join contest_reversal on contest.contest_id = contest_reversal.contest_id
where contest.day between $first_day and $as_of
order by contest.day desc, contest.contest_id desc
