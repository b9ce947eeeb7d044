-- Definitions: filled from data/campaign at each start, never migrated.
create or replace table star (
    star_code varchar not null,
    star varchar not null,
    star_order bigint not null,
    category varchar not null
);

create or replace table indicator (
    indicator_code varchar not null,
    indicator varchar not null,
    indicator_order bigint not null,
    star_code varchar,
    kind varchar not null,
    value_type varchar not null,
    unit varchar not null,
    direction varchar not null,
    decimals bigint not null,
    period varchar not null,
    accumulation varchar not null,
    tolerance double not null,
    max_age_days bigint not null,
    owner_post varchar not null,
    source varchar not null,
    why varchar not null
);

-- From how many days late an item of 短板台账 reaches each level.
create or replace table escalation (
    level_order bigint not null,
    name varchar not null,
    from_days bigint not null
);

-- One row: from how many days left an item is 临期.
create or replace table deadline_setting (
    soon_days bigint not null
);

-- Every day a read may ask for. Joining it makes each view a function of the date, in SQL that
-- other engines read too; the filter on the date reaches the join, so one day costs one day.
-- From 1950-01-01 to 2150-01-01; reads may ask for any day of 1950 to 2149 (domain/calendar.py).
create or replace table calendar as
select cast(date '1950-01-01' + cast(days.range as integer) as date) as as_of
from range(73050) as days;

-- The sheet by which a finished project is accepted: every item must pass.
create or replace table acceptance_item (
    item_code varchar not null,
    item varchar not null,
    item_order bigint not null
);
