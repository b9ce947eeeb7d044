-- The days on which a switch of the rules stands as it is (next_valid_from excluded; null = still);
-- one row per switch and version. number, level and code all null: off.
with latest_of_its_day as (
    select
        rule_switch.version,
        rule_switch.switch,
        rule_switch.number,
        rule_switch.level,
        rule_switch.code,
        rule_switch.source_note,
        rule_switch.valid_from
    from rule_switch
    where
        not exists (
            select 1
            from rule_version_withdrawal
            where rule_version_withdrawal.version = rule_switch.version
        )
    qualify row_number() over (
        partition by rule_switch.switch, rule_switch.valid_from order by rule_switch.version desc
    ) = 1
)

select
    version,
    switch,
    number,
    level,
    code,
    source_note,
    valid_from,
    lead(valid_from) over (partition by switch order by valid_from) as next_valid_from
from latest_of_its_day
