-- How do units answer and close what is on the ledger, as of a day? one row per dimension, kind
-- and name; dimension: village, post (responsible), category (of reports), all; asked: due to be
-- answered by the day, or answered already; answered: claimed, or a report replied to;
-- accepted_first: accepted without having been sent back; relapsed: ever reopened.
-- key: dimension, kind, name
-- columns: dimension VARCHAR, kind VARCHAR, name VARCHAR, total BIGINT, open_count BIGINT,
-- late_count BIGINT, asked BIGINT, answered BIGINT, answered_in_time BIGINT,
-- median_answer_days DOUBLE, median_close_days DOUBLE, accepted_first BIGINT,
-- accepted_ever BIGINT, relapsed BIGINT
with item as (
    select
        ledger_on_day.item_id,
        ledger_on_day.kind,
        live_village.village,
        coalesce(ledger_on_day.owner_post, '') as post,
        ledger_on_day.category,
        ledger_on_day.is_open,
        ledger_on_day.colour,
        ledger_on_day.closed_on,
        ledger_on_day.found_on,
        ledger_on_day.answered_on,
        ledger_on_day.receive_by,
        ledger_on_day.is_first_try,
        ledger_on_day.first_accepted_on,
        ledger_on_day.relapse_count,
        ledger_on_day.as_of
    from ledger_on_day
    left join live_village on ledger_on_day.village_code = live_village.village_code
    where ledger_on_day.as_of = $as_of and ledger_on_day.state <> 'taken_back'
),

named as (
    select
        item.*,
        dimension.dimension,
        case dimension.dimension
            when 'village' then item.village
            when 'post' then item.post
            when 'category' then item.category
            else ''
        end as name
    from item
    cross join (
        values ('village'), ('post'), ('category'), ('all')
    ) as dimension (dimension)
)

select
    dimension,
    kind,
    name,
    count(*) as total,
    count(*) filter (where is_open) as open_count,
    count(*) filter (where colour = 'red') as late_count,
    count(*) filter (where answered_on is not null or receive_by < as_of) as asked,
    count(answered_on) as answered,
    count(*) filter (where answered_on <= receive_by) as answered_in_time,
    cast(
        median(date_diff('day', found_on, answered_on))
        filter (where answered_on is not null) as double
    ) as median_answer_days,
    cast(
        median(date_diff('day', found_on, closed_on)) filter (where closed_on is not null) as double
    ) as median_close_days,
    count(*) filter (where is_first_try) as accepted_first,
    count(first_accepted_on) as accepted_ever,
    count(*) filter (where relapse_count > 0) as relapsed
from named
where dimension in ('all', 'village') or name <> ''
group by dimension, kind, name
order by dimension asc, kind asc, late_count desc, total desc, name asc
