-- Which pairs are on the register on a day, and did the gap narrow since they began?
-- one row per pair and goal indicator
-- A pair stays on the register when one of its villages has ended, under that village's last name.
-- gap_change is of the distance (pair_gap), gap_steps the same in tolerances, so that pairs of
-- different units can be compared; result is unknown while a value is missing or stale.
-- key: pairing_id, indicator_code
-- columns: pairing_id BIGINT, mentor_code VARCHAR, mentor VARCHAR, mentee_code VARCHAR,
-- mentee VARCHAR, type VARCHAR, star_code VARCHAR, star VARCHAR, indicator_code VARCHAR,
-- indicator VARCHAR, unit VARCHAR, value_type VARCHAR, decimals BIGINT, direction VARCHAR,
-- tolerance DOUBLE, from_date DATE, to_date DATE, start_gap DOUBLE, gap DOUBLE, gap_change DOUBLE,
-- gap_steps DOUBLE, mentor_value DOUBLE, mentor_as_of DATE, mentee_value DOUBLE,
-- mentee_as_of DATE, result VARCHAR
with opened as (
    select
        live_pairing.pairing_id,
        live_pairing.indicator_code,
        pair_gap.gap,
        pair_gap.distance
    from live_pairing
    inner join pair_gap
        on
            live_pairing.pairing_id = pair_gap.pairing_id
            and live_pairing.indicator_code = pair_gap.indicator_code
            and live_pairing.from_date = pair_gap.as_of
),

now as (
    select * from pair_gap
    where as_of = $as_of
),

moved as (
    select
        live_pairing.*,
        opened.gap as start_gap,
        now.gap,
        now.distance - opened.distance as gap_change,
        now.mentor_value,
        now.mentor_as_of,
        now.mentee_value,
        now.mentee_as_of
    from live_pairing
    left join opened
        on
            live_pairing.pairing_id = opened.pairing_id
            and live_pairing.indicator_code = opened.indicator_code
    left join now
        on
            live_pairing.pairing_id = now.pairing_id
            and live_pairing.indicator_code = now.indicator_code
    where
        live_pairing.from_date <= $as_of
        and (live_pairing.to_date is null or live_pairing.to_date >= $as_of)
)

select
    moved.pairing_id,
    moved.mentor_code,
    coalesce(mentor_then.village, mentor.village) as mentor,
    moved.mentee_code,
    coalesce(mentee_then.village, mentee.village) as mentee,
    moved.type,
    moved.star_code,
    star.star,
    moved.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    indicator.direction,
    indicator.tolerance,
    moved.from_date,
    moved.to_date,
    moved.start_gap,
    moved.gap,
    moved.gap_change,
    moved.gap_change / coalesce(nullif(indicator.tolerance, 0), 1) as gap_steps,
    moved.mentor_value,
    moved.mentor_as_of,
    moved.mentee_value,
    moved.mentee_as_of,
    case
        when moved.gap_change is null then 'unknown'
        when moved.gap_change < -indicator.tolerance then 'narrowed'
        when moved.gap_change > indicator.tolerance then 'widened'
        else 'flat'
    end as result
from moved
inner join live_village as mentor on moved.mentor_code = mentor.village_code
inner join live_village as mentee on moved.mentee_code = mentee.village_code
left join village_on_day as mentor_then
    on moved.mentor_code = mentor_then.village_code and mentor_then.as_of = $as_of
left join village_on_day as mentee_then
    on moved.mentee_code = mentee_then.village_code and mentee_then.as_of = $as_of
inner join star on moved.star_code = star.star_code
inner join indicator on moved.indicator_code = indicator.indicator_code
order by
    case result when 'narrowed' then 1 when 'flat' then 2 when 'unknown' then 3 else 4 end,
    gap_steps,
    moved.pairing_id
