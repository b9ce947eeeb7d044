-- The level of a village, limits applied, the shares of the town's units last; one row per day and
-- village.
-- order_share orders units within a level: the share of mandatory requirements met, in a point
-- profile the score. A share limits how many units stand at a level or above it; units that stand
-- alike are kept or displaced together.
-- level_base, level_member, level_satisfaction, level_year: the level after each limit in turn.
with member as (
    select
        *,
        least(level_base, coalesce(member_level, level_base)) as level_member,
        case
            when profile = 'stars'
                then coalesce(
                    cast(mandatory_met as double)
                    / nullif(cast(mandatory_total as double), 0), 0
                )
            else coalesce(score_low, 0) / 100
        end as order_share
    from level_before
),

satisfied as (
    select
        *,
        least(level_member, coalesce(satisfaction_level, level_member)) as level_satisfaction
    from member
),

risen as (
    select
        *,
        least(level_satisfaction, coalesce(year_level, level_satisfaction)) as level_year
    from satisfied
),

placed as (
    select
        risen.*,
        count(*) over (
            partition by risen.as_of
            order by risen.level_year desc, risen.order_share desc
            range between unbounded preceding and current row
        ) as last_place,
        count(*) over (partition by risen.as_of) as units,
        rule_on_day.share_cap_5,
        rule_on_day.share_cap_4,
        rule_on_day.share_cap_3,
        rule_on_day.share_cap_2
    from risen
    inner join rule_on_day on risen.as_of = rule_on_day.as_of
)

select
    as_of,
    village_code,
    cast(
        case
            when last_place > floor(units * share_cap_2 / 100 + 0.000001)
                then least(level_year, 1)
            when last_place > floor(units * share_cap_3 / 100 + 0.000001)
                then least(level_year, 2)
            when last_place > floor(units * share_cap_4 / 100 + 0.000001)
                then least(level_year, 3)
            when last_place > floor(units * share_cap_5 / 100 + 0.000001)
                then least(level_year, 4)
            else level_year
        end as bigint
    ) as level,
    undetermined_count,
    mandatory_met,
    mandatory_total,
    stars_won,
    profile,
    score_low,
    score_high,
    appraisal,
    cast(order_share as double) as order_share,
    level_base,
    cast(level_member as bigint) as level_member,
    cast(level_satisfaction as bigint) as level_satisfaction,
    cast(level_year as bigint) as level_year,
    level_last_year
from placed
