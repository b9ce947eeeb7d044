-- Which pairs are on the register on a day, and did the gap narrow since they began?
-- one row per pair and goal indicator
-- columns: pairing_id BIGINT, mentor_code VARCHAR, mentor VARCHAR, mentee_code VARCHAR,
-- mentee VARCHAR, type VARCHAR, star_code VARCHAR, star VARCHAR, indicator_code VARCHAR,
-- indicator VARCHAR, unit VARCHAR, value_type VARCHAR, decimals BIGINT, direction VARCHAR,
-- tolerance DOUBLE, from_date DATE, to_date DATE, start_gap DOUBLE, gap DOUBLE, gap_change DOUBLE,
-- mentor_value DOUBLE, mentee_value DOUBLE, result VARCHAR
with opened as (
    select
        live_pairing.pairing_id,
        live_pairing.indicator_code,
        pair_gap.gap
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
)

select
    live_pairing.pairing_id,
    live_pairing.mentor_code,
    mentor.village as mentor,
    live_pairing.mentee_code,
    mentee.village as mentee,
    live_pairing.type,
    live_pairing.star_code,
    star.star,
    live_pairing.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    indicator.direction,
    indicator.tolerance,
    live_pairing.from_date,
    live_pairing.to_date,
    opened.gap as start_gap,
    now.gap,
    now.gap - opened.gap as gap_change,
    now.mentor_value,
    now.mentee_value,
    case
        when now.gap is null or opened.gap is null then 'unknown'
        when live_pairing.type = '互比' and abs(now.gap) < abs(opened.gap) - indicator.tolerance
            then 'narrowed'
        when live_pairing.type = '互比' and abs(now.gap) > abs(opened.gap) + indicator.tolerance
            then 'widened'
        when live_pairing.type = '互比' then 'flat'
        when now.gap < opened.gap - indicator.tolerance then 'narrowed'
        when now.gap > opened.gap + indicator.tolerance then 'widened'
        else 'flat'
    end as result
from live_pairing
inner join live_village as mentor on live_pairing.mentor_code = mentor.village_code
inner join live_village as mentee on live_pairing.mentee_code = mentee.village_code
inner join star on live_pairing.star_code = star.star_code
inner join indicator on live_pairing.indicator_code = indicator.indicator_code
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
order by
    case result when 'widened' then 1 when 'unknown' then 2 when 'flat' then 3 else 4 end desc,
    gap_change,
    live_pairing.pairing_id asc
