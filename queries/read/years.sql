-- Which years are there, from when to when, which are closed and with what result? one row per year
-- (every year with values, a plan, a grade or days of its own)
-- key: year
-- columns: year BIGINT, from_date DATE, to_date DATE, closing_id BIGINT, document VARCHAR,
-- actor_name VARCHAR, actor_role VARCHAR, recorded_at TIMESTAMP, villages BIGINT, stars BIGINT,
-- open_items BIGINT
with every_year as (
    select cast(year(value_as_of) as bigint) as year from value_span
    union
    select year from live_target
    union
    select year from live_award
    union
    select year from campaign_year
    union
    select year from closed_year
),

frozen as (
    select
        closing_id,
        count(*) as villages,
        sum(stars_won) as stars
    from year_level
    group by closing_id
),

carried as (
    select
        closing_id,
        count(*) as open_items
    from year_open_item
    group by closing_id
)

select
    every_year.year,
    cast(
        coalesce(
            closed_year.from_date, own_year.from_date, make_date(every_year.year, 1, 1)
        ) as date
    ) as from_date,
    cast(
        coalesce(
            closed_year.to_date, own_year.to_date, make_date(every_year.year, 12, 31)
        ) as date
    ) as to_date,
    closed_year.closing_id,
    closed_year.document,
    closed_year.actor_name,
    closed_year.actor_role,
    closed_year.recorded_at,
    cast(frozen.villages as bigint) as villages,
    cast(frozen.stars as bigint) as stars,
    cast(carried.open_items as bigint) as open_items
from every_year
left join own_year on every_year.year = own_year.year
left join closed_year on every_year.year = closed_year.year
left join frozen on closed_year.closing_id = frozen.closing_id
left join carried on closed_year.closing_id = carried.closing_id
order by every_year.year desc
