-- Which villages stand lower than by their stars or score, and by which rule? one row per village
-- and limit, in the order in which limits are applied
-- number: of the switch, of a score the band it does not reach; unit: the indicator's;
-- level_last_year where the rise in a year is limited.
-- key: village_code, limit_order
-- columns: village_code VARCHAR, village VARCHAR, stars_won BIGINT, limit_order BIGINT,
-- switch VARCHAR, level_before BIGINT, level_after BIGINT, level_last_year BIGINT,
-- number DOUBLE, score DOUBLE, indicator VARCHAR, unit VARCHAR, source_note VARCHAR
with standing as (
    select
        switch,
        number,
        code,
        source_note
    from switch_span
    where
        valid_from <= $as_of
        and (next_valid_from is null or next_valid_from > $as_of)
)

select
    level_limit.village_code,
    village_on_day.village,
    level_result.stars_won,
    level_limit.limit_order,
    level_limit.switch,
    level_limit.level_before,
    level_limit.level_after,
    level_result.level_last_year,
    case
        when level_limit.switch <> 'score' then standing.number
        else
            case level_limit.level_after
                when 4 then rule_on_day.band_5
                when 3 then rule_on_day.band_4
                when 2 then rule_on_day.band_3
                when 1 then rule_on_day.band_2
                else rule_on_day.band_1
            end
    end as number,
    case when level_limit.switch = 'score' then level_result.score_low end as score,
    indicator.indicator,
    indicator.unit,
    standing.source_note
from level_limit
inner join level_result
    on
        level_limit.village_code = level_result.village_code
        and level_result.as_of = $as_of
inner join village_on_day
    on
        level_limit.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join rule_on_day on rule_on_day.as_of = $as_of
left join standing
    on
        standing.switch = case
            when level_limit.switch = 'share_cap'
                then 'share_cap_' || cast(level_limit.level_after + 1 as varchar)
            when level_limit.switch = 'score' then 'profile'
            else level_limit.switch
        end
left join indicator on standing.code = indicator.indicator_code
where level_limit.as_of = $as_of
order by level_limit.village_code, level_limit.limit_order
