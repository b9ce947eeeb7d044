-- Which versions of the rules are there? one row per version, newest first, withdrawn ones included
-- key: version
-- columns: version BIGINT, valid_from DATE, set_by VARCHAR, source_note VARCHAR, reason VARCHAR,
-- is_late BOOLEAN, draft_id BIGINT, actor_name VARCHAR, actor_role VARCHAR,
-- recorded_at TIMESTAMP, requirement_count BIGINT, star_count BIGINT, switch_count BIGINT,
-- withdrawn_at TIMESTAMP, withdrawn_by VARCHAR, withdrawn_reason VARCHAR
select
    rule_version.version,
    rule_version.valid_from,
    rule_version.set_by,
    rule_version.source_note,
    rule_version.reason,
    rule_version.is_late,
    rule_version.draft_id,
    rule_version.actor_name,
    rule_version.actor_role,
    rule_version.recorded_at,
    (
        select count(*) from requirement
        where requirement.version = rule_version.version
    ) as requirement_count,
    (
        select count(*) from star_rule
        where star_rule.version = rule_version.version
    ) as star_count,
    (
        select count(*) from rule_switch
        where rule_switch.version = rule_version.version
    ) as switch_count,
    rule_version_withdrawal.recorded_at as withdrawn_at,
    rule_version_withdrawal.actor_name as withdrawn_by,
    rule_version_withdrawal.reason as withdrawn_reason
from rule_version
left join rule_version_withdrawal
    on rule_version.version = rule_version_withdrawal.version
order by rule_version.version desc
