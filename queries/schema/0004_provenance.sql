-- Where values come from: originals kept beside the database, answers and mended cells, what an
-- upload changed, corrections by hand, and drafts that wait for a second pair of eyes.
create table upload_original (
    upload_id bigint not null,
    sha256 varchar not null,
    size bigint not null,
    answers varchar not null
);

create table mended_cell (
    upload_id bigint not null,
    row_number bigint not null,
    column_name varchar not null,
    original varchar not null,
    mended varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table upload_effect (
    upload_id bigint not null,
    new_count bigint not null,
    changed_count bigint not null,
    unchanged_count bigint not null
);

-- A correction is an upload of its own; one that is_missing takes the value of its cell back.
create table correction (
    upload_id bigint not null,
    village_code varchar not null,
    indicator_code varchar not null,
    as_of date not null,
    is_missing boolean not null,
    text varchar not null,
    reason varchar not null,
    row_number bigint not null,
    column_name varchar not null,
    cited_upload_id bigint,
    cited_row_number bigint,
    cited_column_name varchar
);

create table upload_draft (
    draft_id bigint not null,
    content varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    size bigint not null,
    as_of date,
    answers varchar not null,
    value_count bigint not null,
    status varchar not null check (status in ('accepted', 'warned')),
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);

create table draft_end (
    draft_id bigint not null,
    outcome varchar not null check (outcome in ('published', 'discarded')),
    upload_id bigint,
    reason varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    recorded_at timestamp not null
);
