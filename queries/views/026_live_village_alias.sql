-- Other names that somebody told of a village the town has and nobody took back; one row per alias.
select
    village_alias.alias,
    village_alias.village_code,
    village_alias.actor_name,
    village_alias.recorded_at
from village_alias
inner join village_life on village_alias.village_code = village_life.village_code
where not exists (
    select 1 from village_alias_end
    where
        village_alias_end.alias = village_alias.alias
        and village_alias_end.village_code = village_alias.village_code
        and village_alias_end.told_at = village_alias.recorded_at
)
