-- How many stars did the town hold on each weekly review day? one row per day
-- key: as_of
-- columns: as_of DATE, stars BIGINT, undetermined BIGINT
select
    as_of,
    cast(sum(level) as bigint) as stars,
    cast(sum(undetermined_count) as bigint) as undetermined
from level_result
where
    as_of between $first_day and $as_of
    and date_diff('day', as_of, $as_of) % 7 = 0
group by as_of
order by as_of
