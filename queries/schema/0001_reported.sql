-- Reported facts and decisions: what arrived, by whom, and what was decided. Only ever added to.
create table meta (data_version bigint not null);
insert into meta values (0);

create table setting (
    key varchar not null,
    value varchar not null
);

create table upload (
    upload_id bigint not null,
    content varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    as_of date,
    mapping varchar not null,
    encoding varchar not null,
    value_count bigint not null,
    is_sample boolean not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table upload_withdrawal (
    upload_id bigint not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table indicator_value (
    village_code varchar not null,
    indicator_code varchar not null,
    as_of date not null,
    value double not null,
    qualifier varchar not null check (qualifier in ('=', '≥', '≈')),
    upload_id bigint not null,
    row_number bigint not null,
    column_name varchar not null
);

create table village (
    village_code varchar not null,
    name varchar not null,
    category varchar not null check (category in ('村', '社区')),
    area_group varchar,
    liaison_post varchar,
    households bigint,
    population bigint,
    valid_from date,
    valid_to date,
    upload_id bigint
);

create table village_alias (
    alias varchar not null,
    village_code varchar not null,
    actor_name varchar not null,
    recorded_at timestamp not null
);

create table town_fact (
    fact_code varchar not null,
    as_of date not null,
    value double not null,
    qualifier varchar not null,
    unit varchar not null,
    source varchar not null,
    quote varchar not null,
    upload_id bigint not null
);

create table requirement (
    version bigint not null,
    star_code varchar not null,
    indicator_code varchar not null,
    category varchar not null check (category in ('', '村', '社区')),
    direction varchar not null check (direction in ('higher', 'lower')),
    threshold double not null,
    is_mandatory boolean not null,
    veto varchar not null check (veto in ('', 'star', 'all')),
    max_age_days bigint not null,
    valid_from date not null,
    set_by varchar not null,
    source_note varchar not null,
    recorded_at timestamp not null
);

create table exempt (
    village_code varchar not null,
    indicator_code varchar not null,
    from_date date not null,
    to_date date,
    reason varchar not null,
    upload_id bigint
);

create table target (
    village_code varchar not null,
    year bigint not null,
    quarter bigint not null check (quarter between 1 and 4),
    stars bigint not null,
    upload_id bigint not null
);

create table star_award (
    village_code varchar not null,
    year bigint not null,
    level bigint not null,
    event varchar not null,
    reason varchar not null,
    document varchar not null,
    upload_id bigint not null
);

create table pairing (
    pairing_id bigint not null,
    mentor_code varchar not null,
    mentee_code varchar not null,
    type varchar not null,
    star_code varchar not null,
    from_date date not null,
    to_date date,
    upload_id bigint
);

create table pairing_goal (
    pairing_id bigint not null,
    indicator_code varchar not null
);

create table pairing_event (
    pairing_id bigint not null,
    event varchar not null check (event in ('opened', 'ended')),
    event_date date not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table audit_event (
    event_id bigint not null,
    recorded_at timestamp not null,
    actor_name varchar not null,
    actor_role varchar not null,
    actor_scope varchar not null,
    act varchar not null,
    subject varchar not null,
    detail varchar not null,
    previous_hash varchar not null,
    hash varchar not null
);
