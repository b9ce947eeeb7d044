-- How do the villages rank on a day, how did they move, and what is nearest to a further star?
-- one row per village
-- near_… is the requirement to close first, near_count how many must close before the next star;
-- is_one_short: closing one unmet requirement wins a star; reachable_gain: the stars won if every
-- such requirement of the village were closed.
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, category VARCHAR, area_group VARCHAR,
-- liaison_post VARCHAR, level BIGINT, rank BIGINT, rank_shared_by BIGINT, mandatory_met BIGINT,
-- mandatory_total BIGINT, share DOUBLE, undetermined_count BIGINT, level_before BIGINT,
-- rank_before BIGINT, rank_change BIGINT, stars VARCHAR, near_star_code VARCHAR, near_star VARCHAR,
-- near_count BIGINT, near_indicator_code VARCHAR, near_indicator VARCHAR, near_state VARCHAR,
-- near_value DOUBLE, near_threshold DOUBLE, near_unit VARCHAR, near_value_type VARCHAR,
-- near_direction VARCHAR, near_decimals BIGINT, near_owner_post VARCHAR, shortfall_count BIGINT,
-- is_one_short BOOLEAN, reachable_gain BIGINT, stars_won BIGINT, stars_won_before BIGINT,
-- score DOUBLE
with now as (
    select *
    from rank_result
    where as_of = $as_of
),

before as (
    select *
    from rank_result
    where as_of = $compare
),

-- Every village answers for every star; '' where a star is not of its category.
glyphs as (
    select
        now.village_code,
        string_agg(coalesce(star_result.state, ''), ',' order by star.star_order) as stars
    from now
    cross join star
    left join star_result
        on
            now.village_code = star_result.village_code
            and star.star_code = star_result.star_code
            and star_result.as_of = $as_of
    group by now.village_code
),

gap as (
    select
        gap_result.*,
        star.star,
        star.star_order,
        indicator.indicator,
        indicator.indicator_order,
        indicator.unit,
        indicator.value_type,
        indicator.decimals,
        indicator.owner_post,
        count(*) over (partition by gap_result.village_code) as shortfall_count,
        sum(gap_result.stars_gained) filter (where gap_result.state = 'unmet')
            over (partition by gap_result.village_code) as reachable_gain
    from gap_result
    inner join star on gap_result.star_code = star.star_code
    inner join indicator on gap_result.indicator_code = indicator.indicator_code
    where gap_result.as_of = $as_of
),

nearest as (
    select *
    from gap
    qualify row_number() over (
        partition by village_code
        order by
            steps asc,
            case state when 'unmet' then 1 else 2 end,
            stars_gained desc,
            star_order asc,
            indicator_order asc
    ) = 1
)

select
    now.village_code,
    village_on_day.village,
    village_on_day.category,
    village_on_day.area_group,
    village_on_day.liaison_post,
    now.level,
    now.rank,
    now.rank_shared_by,
    now.mandatory_met,
    now.mandatory_total,
    now.share,
    now.undetermined_count,
    before.level as level_before,
    before.rank as rank_before,
    before.rank - now.rank as rank_change,
    glyphs.stars,
    nearest.star_code as near_star_code,
    nearest.star as near_star,
    nearest.steps as near_count,
    nearest.indicator_code as near_indicator_code,
    nearest.indicator as near_indicator,
    nearest.state as near_state,
    nearest.value as near_value,
    nearest.threshold as near_threshold,
    nearest.unit as near_unit,
    nearest.value_type as near_value_type,
    nearest.direction as near_direction,
    nearest.decimals as near_decimals,
    nearest.owner_post as near_owner_post,
    coalesce(nearest.shortfall_count, 0) as shortfall_count,
    coalesce(nearest.steps = 1 and nearest.state = 'unmet', false) as is_one_short,
    cast(coalesce(nearest.reachable_gain, 0) as bigint) as reachable_gain,
    now.stars_won,
    before.stars_won as stars_won_before,
    case when now.profile <> 'stars' then now.score_low end as score
from now
inner join village_on_day
    on
        now.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
left join before on now.village_code = before.village_code
left join glyphs on now.village_code = glyphs.village_code
left join nearest on now.village_code = nearest.village_code
order by now.rank, now.village_code
