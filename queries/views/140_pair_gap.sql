-- How far the mentee is behind the mentor on a day: mentor − mentee, sign turned where lower is
-- better (positive = behind), null while either is unknown; one row per day, pair and indicator.
select
    calendar.as_of,
    live_pairing.pairing_id,
    live_pairing.indicator_code,
    mentor.value as mentor_value,
    mentee.value as mentee_value,
    cast(
        case
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
