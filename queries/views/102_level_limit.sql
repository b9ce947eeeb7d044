-- What lowered a level below the stars won, in the order in which it is applied, in a point profile
-- the band of the score (limit_order 0) before the limits; one row per day, village and limit.
with every_limit as (
    select
        level_result.as_of,
        level_result.village_code,
        steps.limit_order,
        case steps.limit_order
            when 0 then 'score'
            when 1 then 'no_new_member'
            when 2 then 'satisfaction_cap'
            when 3 then 'one_level_a_year'
            else 'share_cap'
        end as switch,
        case steps.limit_order
            when 0 then level_result.stars_won
            when 1 then level_result.level_base
            when 2 then level_result.level_member
            when 3 then level_result.level_satisfaction
            else level_result.level_year
        end as level_before,
        case steps.limit_order
            when 0 then level_result.level_base
            when 1 then level_result.level_member
            when 2 then level_result.level_satisfaction
            when 3 then level_result.level_year
            else level_result.level
        end as level_after
    from level_result
    cross join (values (0), (1), (2), (3), (4)) as steps (limit_order)
)

select
    as_of,
    village_code,
    cast(limit_order as bigint) as limit_order,
    switch,
    cast(level_before as bigint) as level_before,
    cast(level_after as bigint) as level_after
from every_limit
where level_after < level_before
