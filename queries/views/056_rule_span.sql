-- The switches of the rules side by side, null where off (profile: stars; bands and the weight of
-- the base in per cent as the point profiles of data/campaign/profiles start); one row per day on
-- which a switch changed, with the days it holds (next_valid_from excluded; null = still).
with changed as (
    select date '1950-01-01' as valid_from
    union
    select valid_from from switch_span
),

spans as (
    select
        valid_from,
        lead(valid_from) over (order by valid_from) as next_valid_from
    from changed
),

side_by_side as (
    select
        spans.valid_from,
        spans.next_valid_from,
        max(switch_span.code) filter (where switch_span.switch = 'profile') as profile,
        max(switch_span.number) filter (where switch_span.switch = 'profile') as base_weight,
        max(switch_span.number) filter (where switch_span.switch = 'band_5') as band_5,
        max(switch_span.number) filter (where switch_span.switch = 'band_4') as band_4,
        max(switch_span.number) filter (where switch_span.switch = 'band_3') as band_3,
        max(switch_span.number) filter (where switch_span.switch = 'band_2') as band_2,
        max(switch_span.number) filter (where switch_span.switch = 'band_1') as band_1,
        max(switch_span.code) filter (where switch_span.switch = 'satisfaction_cap')
            as satisfaction_indicator,
        max(switch_span.number) filter (where switch_span.switch = 'satisfaction_cap')
            as satisfaction_below,
        max(switch_span.level) filter (where switch_span.switch = 'satisfaction_cap')
            as satisfaction_level,
        max(switch_span.number) filter (where switch_span.switch = 'one_level_a_year')
            as levels_a_year,
        max(switch_span.number) filter (where switch_span.switch = 'share_cap_5')
            as share_cap_5,
        max(switch_span.number) filter (where switch_span.switch = 'share_cap_4')
            as share_cap_4,
        max(switch_span.number) filter (where switch_span.switch = 'share_cap_3')
            as share_cap_3,
        max(switch_span.number) filter (where switch_span.switch = 'share_cap_2')
            as share_cap_2,
        max(switch_span.code) filter (where switch_span.switch = 'no_new_member')
            as member_indicator,
        max(switch_span.number) filter (where switch_span.switch = 'no_new_member')
            as member_years
    from spans
    left join switch_span
        on
            spans.valid_from >= switch_span.valid_from
            and (
                switch_span.next_valid_from is null
                or spans.valid_from < switch_span.next_valid_from
            )
    group by spans.valid_from, spans.next_valid_from
)

select
    valid_from,
    next_valid_from,
    coalesce(profile, 'stars') as profile,
    cast(
        case
            when profile = 'weighted' then coalesce(base_weight, 70)
            else 100
        end as double
    ) as base_weight,
    coalesce(band_5, 90) as band_5,
    coalesce(band_4, 80) as band_4,
    coalesce(band_3, 70) as band_3,
    coalesce(band_2, 60) as band_2,
    coalesce(band_1, 0) as band_1,
    satisfaction_indicator,
    satisfaction_below,
    satisfaction_level,
    levels_a_year,
    share_cap_5,
    share_cap_4,
    share_cap_3,
    share_cap_2,
    member_indicator,
    member_years
from side_by_side
