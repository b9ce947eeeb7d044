-- The village units there ever were, listed or founded, each from its first day until its end (that
-- day excluded; null = still) and where it went; one row per village.
with founded as (
    select
        village_code,
        event_date,
        category
    from live_village_event
    where event = 'founded'
    qualify row_number() over (partition by village_code order by event_id) = 1
),

ended as (
    select
        village_code,
        event_date,
        into_code
    from live_village_event
    where event in ('merged', 'abolished')
    qualify row_number() over (partition by village_code order by event_date, event_id) = 1
),

unit as (
    select village_code from listed_village
    union
    select village_code from founded
)

select
    unit.village_code,
    coalesce(founded.category, listed_village.category) as category,
    listed_village.households,
    listed_village.population,
    coalesce(founded.event_date, listed_village.valid_from) as valid_from,
    coalesce(ended.event_date, listed_village.valid_to) as valid_to,
    ended.into_code
from unit
left join listed_village on unit.village_code = listed_village.village_code
left join founded on unit.village_code = founded.village_code
left join ended on unit.village_code = ended.village_code
