-- The ledger (短板台账): what has to be put right in a village, and every step taken with it. An
-- item is where its last event left it, and says what its last events said. Only ever added to.
-- kind: a shortfall, or what a village reports in one line (隐患, 诉求). indicator_code: null for
-- free text; star_code: null where it concerns none. place and category: of reports.
-- is_automatic: opened by published data. upload_id: the upload that opened it (null: by hand).
create table ledger_item (
    item_id bigint not null,
    kind varchar not null check (kind in ('shortfall', 'report')),
    village_code varchar not null,
    star_code varchar,
    indicator_code varchar,
    what varchar not null,
    place varchar not null,
    category varchar not null,
    source varchar not null,
    found_on date not null,
    is_automatic boolean not null,
    upload_id bigint,
    actor_name varchar not null,
    actor_role varchar not null,
    actor_scope varchar not null,
    recorded_at timestamp not null
);

-- One row per step. Whatever a step does not say is null and stays as it was. state: after the
-- step. upload_id, value, value_as_of: the reported value an automatic step rests on, or the
-- evidence. receive_by, plan_by, accept_by, due_date: the days of the deadline
-- (data/campaign/deadlines.toml); is_assumed: a year without known holidays was counted Monday
-- to Friday. until_date: end of 挂起; look_on: next look at an item under 督办, lead_post: who
-- leads it. is_verified: the actor had an account.
create table ledger_event (
    event_id bigint not null,
    item_id bigint not null,
    action varchar not null,
    state varchar not null check (
        state in (
            'unclaimed', 'rectifying', 'applied', 'closed', 'returned', 'suspended', 'taken_back'
        )
    ),
    event_date date not null,
    note varchar not null,
    severity varchar,
    measure varchar,
    lead_unit varchar,
    owner_post varchar,
    liaison_post varchar,
    due_date date,
    receive_by date,
    plan_by date,
    accept_by date,
    is_assumed boolean,
    until_date date,
    look_on date,
    lead_post varchar,
    cause varchar,
    needs_county boolean,
    evidence varchar,
    upload_id bigint,
    value double,
    value_as_of date,
    is_automatic boolean not null,
    is_verified boolean not null,
    actor_name varchar not null,
    actor_role varchar not null,
    actor_scope varchar not null,
    recorded_at timestamp not null
);
