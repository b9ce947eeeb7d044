-- The days on which a star's pass mark and capstone are in force (next_valid_from excluded; null =
-- still); one row per star, category and version.
with latest_of_its_day as (
    select
        star_rule.version,
        star_rule.star_code,
        star_rule.category,
        star_rule.pass_mark,
        star_rule.is_capstone,
        star_rule.valid_from
    from star_rule
    where
        not exists (
            select 1
            from rule_version_withdrawal
            where rule_version_withdrawal.version = star_rule.version
        )
    qualify row_number() over (
        partition by star_rule.star_code, star_rule.category, star_rule.valid_from
        order by star_rule.version desc
    ) = 1
)

select
    version,
    star_code,
    category,
    pass_mark,
    is_capstone,
    valid_from,
    lead(valid_from) over (
        partition by star_code, category order by valid_from
    ) as next_valid_from
from latest_of_its_day
