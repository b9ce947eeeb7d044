-- Years of the campaign: their days, their closing and what it froze. Only ever added to.

-- The last row of a year counts; a year without one runs from 1 January to 31 December.
create table campaign_year (
    year bigint not null,
    from_date date not null,
    to_date date not null check (to_date > from_date),
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table year_closing (
    closing_id bigint not null,
    year bigint not null,
    from_date date not null,
    to_date date not null,
    document varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table year_reopening (
    closing_id bigint not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

-- What the closing froze: the stars and levels of to_date, and what was still open then.
create table year_star (
    closing_id bigint not null,
    village_code varchar not null,
    star_code varchar not null,
    state varchar not null check (state in ('won', 'lost', 'undetermined')),
    mandatory_met bigint not null,
    mandatory_total bigint not null
);

create table year_level (
    closing_id bigint not null,
    village_code varchar not null,
    stars_won bigint not null,
    level bigint not null,
    score double,
    rank bigint not null,
    mandatory_met bigint not null,
    mandatory_total bigint not null
);

create table year_open_item (
    closing_id bigint not null,
    village_code varchar not null,
    star_code varchar not null,
    indicator_code varchar not null,
    state varchar not null,
    value double,
    value_as_of date,
    direction varchar not null,
    threshold double not null,
    gap double
);
