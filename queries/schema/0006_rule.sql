-- Rules beyond one threshold: points and tiers, pass marks and capstones of stars, switches; who
-- set a version in force and why; drafts of versions. Only ever added to.

-- is_dropped: from valid_from on this requirement is none for its category. points: its worth in a
-- score (0 = not scored); null in rows from before there were points means 1.
alter table requirement add column is_dropped boolean default false;
alter table requirement add column points double default 1;

-- Tiers of a scored requirement: reaching threshold earns points (of the requirement's points);
-- without tiers meeting the requirement earns all of them.
create table requirement_tier (
    version bigint not null,
    star_code varchar not null,
    indicator_code varchar not null,
    category varchar not null check (category in ('', '村', '社区')),
    valid_from date not null,
    threshold double not null,
    points double not null
);

-- pass_mark: per cent of the star's points that must be earned, null = none asked.
-- is_capstone: won only together with every other star of the unit.
create table star_rule (
    version bigint not null,
    star_code varchar not null,
    category varchar not null check (category in ('', '村', '社区')),
    valid_from date not null,
    pass_mark double,
    is_capstone boolean not null
);

-- One switch of the rules (data/campaign/switches.toml says what they are): number, level and code
-- as the switch needs them, all null = off.
create table rule_switch (
    version bigint not null,
    switch varchar not null,
    valid_from date not null,
    number double,
    level bigint,
    code varchar,
    source_note varchar not null
);

-- The head of a version: all its rows begin at valid_from (seeded versions: at the earliest).
-- reason is needed when is_late: it begins on a day already judged (补录).
create table rule_version (
    version bigint not null,
    valid_from date not null,
    set_by varchar not null,
    source_note varchar not null,
    reason varchar not null,
    is_late boolean not null,
    draft_id bigint,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

insert into rule_version by name
select
    version,
    min(valid_from) as valid_from,
    min(set_by) as set_by,
    min(source_note) as source_note,
    '' as reason,
    false as is_late,
    null as draft_id,
    '安装程序' as actor_name,
    '管理员' as actor_role,
    min(recorded_at) as recorded_at
from requirement
group by version;

-- A version that is not in force yet may be taken back.
create table rule_version_withdrawal (
    version bigint not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

-- Drafts: the newest revision is the draft; document is the rule document (TOML) of what changes.
create table rule_draft (
    draft_id bigint not null,
    revision bigint not null,
    state varchar not null check (state in ('open', 'published', 'discarded')),
    title varchar not null,
    document varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

-- 评议: points from 0 to 100 a village was given for a year.
create table appraisal (
    village_code varchar not null,
    year bigint not null,
    points double not null check (points between 0 and 100),
    upload_id bigint not null
);

-- 破格: the village may rise more than one level in the year.
create table level_exception (
    village_code varchar not null,
    year bigint not null,
    reason varchar not null,
    document varchar not null,
    upload_id bigint not null
);
