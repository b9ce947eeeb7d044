-- 同一天只有一条口径
select
    star_code,
    indicator_code
from requirement
where
    not exists (
        select 1 from rule_version_withdrawal
        where rule_version_withdrawal.version = requirement.version
    )
group by star_code, indicator_code, category, valid_from
having count(*) > 1
