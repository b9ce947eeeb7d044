-- How many audit events there are and the hash of the newest, so that removing the newest shows.
create table audit_head (
    event_count bigint not null,
    last_hash varchar not null
);
insert into audit_head
select
    count(*) as event_count,
    coalesce(arg_max(hash, event_id), repeat('0', 64)) as last_hash
from audit_event;
