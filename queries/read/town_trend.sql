-- How many stars did the town hold on each weekly review day, and how many villages stood at level
-- $strong or above? one row per day
-- key: as_of
-- columns: as_of DATE, stars BIGINT, undetermined BIGINT, strong BIGINT
select
    as_of,
    cast(sum(stars_won) as bigint) as stars,
    cast(sum(undetermined_count) as bigint) as undetermined,
    count(*) filter (where level >= $strong) as strong
from level_result
where
    as_of between $first_day and $as_of
    and date_diff('day', as_of, $as_of) % 7 = 0
group by as_of
order by as_of
