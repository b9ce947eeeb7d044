-- What happened to village units, from which day and why; what was taken back. Only ever added to.
create table village_event (
    event_id bigint not null,
    village_code varchar not null,
    event varchar not null check (
        event in ('founded', 'renamed', 'regrouped', 'liaison', 'merged', 'abolished')
    ),
    event_date date not null,
    name varchar,
    category varchar check (category in ('村', '社区')),
    area_group varchar,
    liaison_post varchar,
    into_code varchar,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table village_event_withdrawal (
    event_id bigint not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

-- told_at is the moment at which the alias that ends was recorded: it may be told anew later.
create table village_alias_end (
    alias varchar not null,
    village_code varchar not null,
    told_at timestamp not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);
