-- How costly the town holds an indicator to move; the last row of an indicator counts, null: as the
-- definitions say. Only ever added to.
create table indicator_effort (
    effort_id bigint not null,
    indicator_code varchar not null,
    cost_class bigint check (cost_class between 1 and 3),
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);
