-- The level by the town's profile before any limit, and what each limit allows (null: nothing);
-- one row per day and village.
-- level_base: the stars won; in a point profile the band of the score, never above the stars won.
-- score_…: 0 to 100, low as known, high if what is missing were enough. appraisal: of the year.
-- member_level: 0 (no grade) after the switch's years without a new member, each known to be none.
-- satisfaction_level: while the satisfaction is known and below the switch's number.
-- year_level: the last level before the year (awarded, else frozen) and the levels a village may
-- rise in a year.
with stars as (
    select
        as_of,
        village_code,
        count(*) filter (where state = 'won') as stars_won,
        count(*) filter (where state = 'undetermined') as undetermined_count,
        sum(mandatory_met) as mandatory_met,
        sum(mandatory_total) as mandatory_total,
        100 * cast(sum(points_low) as double) / nullif(sum(points_max), 0) as base_low,
        100 * cast(sum(points_high) as double) / nullif(sum(points_max), 0) as base_high
    from star_result
    group by as_of, village_code
),

weighed as (
    select
        stars.as_of,
        year_on_day.year,
        stars.village_code,
        stars.stars_won,
        stars.undetermined_count,
        stars.mandatory_met,
        stars.mandatory_total,
        rule_on_day.profile,
        rule_on_day.band_5,
        rule_on_day.band_4,
        rule_on_day.band_3,
        rule_on_day.band_2,
        rule_on_day.band_1,
        rule_on_day.levels_a_year,
        live_appraisal.points as appraisal,
        floor(
            (
                stars.base_low * rule_on_day.base_weight
                + coalesce(live_appraisal.points, 0) * (100 - rule_on_day.base_weight)
            ) * 100 + 0.5
        ) / 10000 as score_low,
        floor(
            (
                stars.base_high * rule_on_day.base_weight
                + coalesce(live_appraisal.points, 100) * (100 - rule_on_day.base_weight)
            ) * 100 + 0.5
        ) / 10000 as score_high
    from stars
    inner join rule_on_day on stars.as_of = rule_on_day.as_of
    inner join year_on_day on stars.as_of = year_on_day.as_of
    left join live_appraisal
        on
            stars.village_code = live_appraisal.village_code
            and year_on_day.year = live_appraisal.year
),

satisfaction as (
    select
        rule_on_day.as_of,
        value_span.village_code,
        rule_on_day.satisfaction_level
    from rule_on_day
    inner join value_span
        on
            rule_on_day.satisfaction_indicator = value_span.indicator_code
            and rule_on_day.as_of >= value_span.value_as_of
            and (
                value_span.next_as_of is null
                or rule_on_day.as_of < value_span.next_as_of
            )
    inner join indicator on rule_on_day.satisfaction_indicator = indicator.indicator_code
    where
        value_span.value < rule_on_day.satisfaction_below
        and date_diff('day', value_span.value_as_of, rule_on_day.as_of)
        <= indicator.max_age_days
),

-- The last report of every year, of the day's year up to the day.
member as (
    select
        rule_on_day.as_of,
        value_span.village_code
    from rule_on_day
    inner join value_span
        on
            rule_on_day.member_indicator = value_span.indicator_code
            and rule_on_day.as_of >= value_span.value_as_of
            and year(rule_on_day.as_of) - rule_on_day.member_years
            <= year(value_span.value_as_of)
            and (
                value_span.next_as_of is null
                or year(value_span.next_as_of) > year(value_span.value_as_of)
                or rule_on_day.as_of < value_span.next_as_of
            )
    group by rule_on_day.as_of, value_span.village_code
    having
        max(value_span.value) = 0
        and count(*) filter (
            where year(value_span.value_as_of) < year(rule_on_day.as_of)
        )
        = max(rule_on_day.member_years)
)

select
    weighed.as_of,
    weighed.village_code,
    weighed.profile,
    cast(weighed.stars_won as bigint) as stars_won,
    cast(weighed.undetermined_count as bigint) as undetermined_count,
    cast(weighed.mandatory_met as bigint) as mandatory_met,
    cast(weighed.mandatory_total as bigint) as mandatory_total,
    cast(weighed.appraisal as double) as appraisal,
    cast(weighed.score_low as double) as score_low,
    cast(weighed.score_high as double) as score_high,
    cast(
        least(
            weighed.stars_won,
            case
                when weighed.profile = 'stars' then weighed.stars_won
                when weighed.score_low >= weighed.band_5 then 5
                when weighed.score_low >= weighed.band_4 then 4
                when weighed.score_low >= weighed.band_3 then 3
                when weighed.score_low >= weighed.band_2 then 2
                when weighed.score_low >= weighed.band_1 then 1
                else 0
            end
        ) as bigint
    ) as level_base,
    cast(case when member.village_code is not null then 0 end as bigint) as member_level,
    cast(satisfaction.satisfaction_level as bigint) as satisfaction_level,
    cast(
        case
            when live_level_exception.village_code is null
                then level_last_year.level + weighed.levels_a_year
        end as bigint
    ) as year_level,
    level_last_year.level as level_last_year
from weighed
left join satisfaction
    on
        weighed.as_of = satisfaction.as_of
        and weighed.village_code = satisfaction.village_code
left join member
    on
        weighed.as_of = member.as_of
        and weighed.village_code = member.village_code
left join level_last_year
    on
        weighed.village_code = level_last_year.village_code
        and weighed.year >= level_last_year.from_year
        and (level_last_year.before_year is null or weighed.year < level_last_year.before_year)
left join live_level_exception
    on
        weighed.village_code = live_level_exception.village_code
        and weighed.year = live_level_exception.year
