-- What a target says beside the number of stars: the level (null: as many as stars), the stars that
-- are named, and why it is lower than an earlier quarter's.
alter table target add column level bigint;
alter table target add column reason varchar;

create table target_star (
    village_code varchar not null,
    year bigint not null,
    quarter bigint not null,
    star_code varchar not null,
    upload_id bigint not null
);
