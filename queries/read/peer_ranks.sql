-- How does each village rank among villages like it on a day? one row per village and likeness
-- likeness: category (村 or 社区), group (the same 管区), households (their number differs by at
-- most $households_within of the village's own) or level (the same level on the compared day).
-- peers: how many are alike, the village itself among them; rank null: it is not known what it is
-- like. Ranked as the whole town is; ties share a rank. peer_codes: those alike, best first, of
-- $village_code alone.
-- key: village_code, likeness
-- columns: village_code VARCHAR, likeness VARCHAR, rank BIGINT, peers BIGINT, peer_codes VARCHAR
with standing as (
    select
        now.village_code,
        now.rank,
        village_on_day.category,
        village_on_day.area_group,
        live_village.households,
        before.level as level_before
    from rank_result as now
    inner join village_on_day
        on now.village_code = village_on_day.village_code and village_on_day.as_of = $as_of
    inner join live_village on now.village_code = live_village.village_code
    left join rank_result as before
        on now.village_code = before.village_code and before.as_of = $compare
    where now.as_of = $as_of
),

alike as (
    select
        own.village_code,
        'category' as likeness,
        own.rank as own_rank,
        other.rank as other_rank,
        other.village_code as peer_code
    from standing as own
    inner join standing as other on own.category = other.category
    union all
    select
        own.village_code,
        'group' as likeness,
        own.rank as own_rank,
        other.rank as other_rank,
        other.village_code as peer_code
    from standing as own
    inner join standing as other on own.area_group = other.area_group
    union all
    select
        own.village_code,
        'households' as likeness,
        own.rank as own_rank,
        other.rank as other_rank,
        other.village_code as peer_code
    from standing as own
    inner join standing as other
        on abs(own.households - other.households) <= $households_within * own.households
    union all
    select
        own.village_code,
        'level' as likeness,
        own.rank as own_rank,
        other.rank as other_rank,
        other.village_code as peer_code
    from standing as own
    inner join standing as other on own.level_before = other.level_before
),

counted as (
    select
        village_code,
        likeness,
        1 + count(*) filter (where other_rank < own_rank) as rank,
        count(*) as peers,
        string_agg(peer_code, ',' order by other_rank, peer_code)
        filter (where village_code = $village_code)
            as peer_codes
    from alike
    group by village_code, likeness
),

likeness as (
    select unnest(['category', 'group', 'households', 'level']) as likeness
)

select
    standing.village_code,
    likeness.likeness,
    counted.rank,
    coalesce(counted.peers, 0) as peers,
    coalesce(counted.peer_codes, '') as peer_codes
from standing
cross join likeness
left join counted
    on
        standing.village_code = counted.village_code
        and likeness.likeness = counted.likeness
order by standing.village_code, likeness.likeness
