-- The course of a star: every step of every case (a village, a year and a star) with opinion, day
-- and signature. A case is where its last live step left it. Only ever added to.
-- upload_id: the claim came in by that file (null: by hand); withdrawing the file takes it back.
create table star_case_event (
    event_id bigint not null,
    village_code varchar not null,
    year bigint not null,
    star_code varchar not null,
    action varchar not null,
    state varchar not null check (
        state in (
            'draft', 'claimed', 'reviewed', 'approved', 'public', 'named', 'returned', 'revoked'
        )
    ),
    event_date date not null,
    opinion varchar not null,
    document varchar not null,
    public_until date,
    upload_id bigint,
    actor_name varchar not null,
    actor_role varchar not null,
    actor_scope varchar not null,
    recorded_at timestamp not null
);
