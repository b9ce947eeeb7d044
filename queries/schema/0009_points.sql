-- 观摩积分: visits with their judges' scores, points of a quarter, and what was taken back. Only ever
-- added to. A star is '' where a visit or an entry is about all of them.
create table contest (
    contest_id bigint not null,
    name varchar not null,
    day date not null,
    star_code varchar not null,
    drop_extremes boolean not null,
    places bigint not null check (places > 0),
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table contest_reversal (
    contest_id bigint not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

-- The last row of a visit, village and judge counts; one without a score takes the score back.
-- Judges are numbers, never names. upload_id is null for what was typed on the page.
create table contest_score (
    score_id bigint not null,
    contest_id bigint not null,
    village_code varchar not null,
    judge bigint not null check (judge > 0),
    score double check (score between 0 and 100),
    reason varchar not null,
    upload_id bigint,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

-- The quarter is the one the day lies in.
create table points_entry (
    entry_id bigint not null,
    village_code varchar not null,
    day date not null,
    star_code varchar not null,
    source_code varchar not null,
    points double not null check (points <> 0),
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table points_reversal (
    entry_id bigint not null,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);
