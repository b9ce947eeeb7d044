-- 每版规则都有登记
select used.version
from (
    select version from requirement
    union all
    select version from requirement_tier
    union all
    select version from star_rule
    union all
    select version from rule_switch
    union all
    select version from rule_version_withdrawal
) as used
left join rule_version on used.version = rule_version.version
group by used.version
having count(distinct rule_version.recorded_at) <> 1
