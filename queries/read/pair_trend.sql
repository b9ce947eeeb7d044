-- How did a pair's two values run since they began? one row per goal indicator and review day
-- key: indicator_code, as_of
-- columns: indicator_code VARCHAR, as_of DATE, mentor_value DOUBLE, mentee_value DOUBLE, gap DOUBLE
select
    pair_gap.indicator_code,
    pair_gap.as_of,
    pair_gap.mentor_value,
    pair_gap.mentee_value,
    pair_gap.gap
from pair_gap
inner join live_pairing
    on
        pair_gap.pairing_id = live_pairing.pairing_id
        and pair_gap.indicator_code = live_pairing.indicator_code
where
    pair_gap.pairing_id = $pairing_id
    and pair_gap.as_of between $first_day and $as_of
    and pair_gap.as_of >= live_pairing.from_date
    and date_diff('day', pair_gap.as_of, $as_of) % 7 = 0
order by pair_gap.indicator_code, pair_gap.as_of
