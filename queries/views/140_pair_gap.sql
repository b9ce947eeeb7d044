-- How far the mentee is behind the mentor on a day: mentor − mentee, sign turned where lower is
-- better (positive = behind), null while either is unknown or older than its period allows; one row
-- per day, pair and indicator. distance: what the pair works on, for 互比 (two that compete) the
-- difference whoever is ahead, else the gap.
with valued as (
    select
        calendar.as_of,
        live_pairing.pairing_id,
        live_pairing.indicator_code,
        live_pairing.type,
        mentor.value as mentor_value,
        mentor.value_as_of as mentor_as_of,
        mentee.value as mentee_value,
        mentee.value_as_of as mentee_as_of,
        cast(
            case
                when
                    date_diff('day', mentor.value_as_of, calendar.as_of) > indicator.max_age_days
                    or date_diff('day', mentee.value_as_of, calendar.as_of)
                    > indicator.max_age_days
                    then null
                when indicator.direction = 'lower' then mentee.value - mentor.value
                else mentor.value - mentee.value
            end as double
        ) as gap
    from calendar
    cross join live_pairing
    inner join indicator on live_pairing.indicator_code = indicator.indicator_code
    left join value_span as mentor
        on
            live_pairing.mentor_code = mentor.village_code
            and live_pairing.indicator_code = mentor.indicator_code
            and calendar.as_of >= mentor.value_as_of
            and (mentor.next_as_of is null or calendar.as_of < mentor.next_as_of)
    left join value_span as mentee
        on
            live_pairing.mentee_code = mentee.village_code
            and live_pairing.indicator_code = mentee.indicator_code
            and calendar.as_of >= mentee.value_as_of
            and (mentee.next_as_of is null or calendar.as_of < mentee.next_as_of)
)

select
    as_of,
    pairing_id,
    indicator_code,
    mentor_value,
    mentor_as_of,
    mentee_value,
    mentee_as_of,
    gap,
    case when type = '互比' then abs(gap) else gap end as distance
from valued
