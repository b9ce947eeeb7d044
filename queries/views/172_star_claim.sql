-- 自评: what each village last said of each star; one row per village, year and star.
select
    village_code,
    year,
    star_code,
    action = 'claim' as is_claimed,
    opinion as note,
    event_date as claim_date,
    actor_name,
    actor_role
from live_case_event
where action in ('claim', 'decline')
qualify row_number() over (
    partition by village_code, year, star_code order by event_id desc
) = 1
