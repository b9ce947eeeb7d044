-- What headings of uploaded tables meant that nobody knew before: a known heading, or 忽略.
create table heading_meaning (
    heading varchar not null,
    meaning varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);
