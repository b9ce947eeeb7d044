-- Projects: the register, milestones, money, acceptance and upkeep. Rows enter by file or by hand
-- and are only ever added to; the last live one of a key counts. since: the first day on which a
-- row's plan holds (null: on every day), so that a plan that was moved leaves the days before as
-- they were.
create table project (
    upload_id bigint not null,
    row_number bigint not null,
    project_code varchar not null,
    project varchar not null,
    village_code varchar not null,
    star_code varchar not null,
    indicator_code varchar,
    investment double check (investment >= 0),
    disbursed double check (disbursed between 0 and 100),
    starts_on date not null,
    ends_on date not null check (ends_on >= starts_on),
    owner_post varchar not null,
    contractor varchar,
    since date,
    reason varchar
);

create table milestone (
    upload_id bigint not null,
    row_number bigint not null,
    project_code varchar not null,
    milestone varchar not null,
    phase varchar not null check (phase in ('审批', '技术', '施工', '资金')),
    planned_on date not null,
    done_on date,
    since date,
    reason varchar
);

-- Money of a project, or of a village without one.
create table fund (
    upload_id bigint not null,
    row_number bigint not null,
    project_code varchar,
    village_code varchar not null,
    fund_source varchar not null,
    amount double not null check (amount >= 0),
    used double check (used between 0 and amount),
    received_on date not null,
    since date,
    reason varchar
);

create table acceptance (
    upload_id bigint not null,
    row_number bigint not null,
    project_code varchar not null,
    item_code varchar not null,
    is_passed boolean not null,
    checked_on date not null,
    reason varchar
);

create table upkeep (
    upload_id bigint not null,
    row_number bigint not null,
    project_code varchar not null,
    keeper varchar not null,
    checked_on date not null,
    income double check (income >= 0),
    reason varchar
);
