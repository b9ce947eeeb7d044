-- The switches of the rules on a day; one row per day.
select
    calendar.as_of,
    rule_span.profile,
    rule_span.base_weight,
    rule_span.band_5,
    rule_span.band_4,
    rule_span.band_3,
    rule_span.band_2,
    rule_span.band_1,
    rule_span.satisfaction_indicator,
    rule_span.satisfaction_below,
    rule_span.satisfaction_level,
    rule_span.levels_a_year,
    rule_span.share_cap_5,
    rule_span.share_cap_4,
    rule_span.share_cap_3,
    rule_span.share_cap_2,
    rule_span.member_indicator,
    rule_span.member_years
from calendar
inner join rule_span
    on
        calendar.as_of >= rule_span.valid_from
        and (rule_span.next_valid_from is null or calendar.as_of < rule_span.next_valid_from)
