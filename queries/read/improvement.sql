-- How much did each village improve between two days? one row per village of the later day.
-- Ranked by the change of the share of mandatory requirements met, then by the change of stars;
-- ties share a rank (1, 2, 2, 4). unranked: why a village has no rank: new (it did not exist on the
-- compared day), none (no mandatory requirement on one of the days) or unknown (more than
-- $unknown_share of them missing or stale on one of the days), else ''.
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, area_group VARCHAR, level BIGINT,
-- level_before BIGINT, level_change BIGINT, mandatory_met BIGINT, mandatory_total BIGINT,
-- met_before BIGINT, total_before BIGINT, unknown BIGINT, unknown_before BIGINT, share DOUBLE,
-- share_before DOUBLE, share_change DOUBLE, unranked VARCHAR, improvement_rank BIGINT,
-- rank_shared_by BIGINT, ranked_count BIGINT
with now as (
    select *
    from rank_result
    where as_of = $as_of
),

before as (
    select *
    from rank_result
    where as_of = $compare
),

unknown_now as (
    select
        village_code,
        count(*) as unknown
    from requirement_result
    where as_of = $as_of and is_mandatory and state in ('missing', 'stale')
    group by village_code
),

unknown_before as (
    select
        village_code,
        count(*) as unknown
    from requirement_result
    where as_of = $compare and is_mandatory and state in ('missing', 'stale')
    group by village_code
),

compared as (
    select
        now.village_code,
        now.level,
        before.level as level_before,
        now.level - before.level as level_change,
        now.mandatory_met,
        now.mandatory_total,
        before.mandatory_met as met_before,
        before.mandatory_total as total_before,
        coalesce(unknown_now.unknown, 0) as unknown,
        case when before.village_code is not null then coalesce(unknown_before.unknown, 0) end
            as unknown_before,
        now.share,
        before.share as share_before,
        -- Rounded, so that equal changes are equal numbers.
        round(now.share - before.share, 9) as share_change
    from now
    left join before on now.village_code = before.village_code
    left join unknown_now on now.village_code = unknown_now.village_code
    left join unknown_before on now.village_code = unknown_before.village_code
),

sorted_out as (
    select
        *,
        case
            when level_before is null then 'new'
            when mandatory_total = 0 or total_before = 0 then 'none'
            when
                unknown > $unknown_share * mandatory_total
                or unknown_before > $unknown_share * total_before
                then 'unknown'
            else ''
        end as unranked
    from compared
),

ranked as (
    select
        village_code,
        rank() over (order by share_change desc, level_change desc) as improvement_rank,
        count(*) over (partition by share_change, level_change) as rank_shared_by,
        count(*) over () as ranked_count
    from sorted_out
    where unranked = ''
)

select
    sorted_out.village_code,
    village_on_day.village,
    village_on_day.area_group,
    sorted_out.level,
    sorted_out.level_before,
    sorted_out.level_change,
    sorted_out.mandatory_met,
    sorted_out.mandatory_total,
    sorted_out.met_before,
    sorted_out.total_before,
    sorted_out.unknown,
    sorted_out.unknown_before,
    sorted_out.share,
    sorted_out.share_before,
    sorted_out.share_change,
    sorted_out.unranked,
    ranked.improvement_rank,
    ranked.rank_shared_by,
    coalesce(ranked.ranked_count, 0) as ranked_count
from sorted_out
inner join village_on_day
    on
        sorted_out.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
left join ranked on sorted_out.village_code = ranked.village_code
order by
    ranked.improvement_rank asc nulls last,
    sorted_out.unranked asc,
    sorted_out.village_code asc
