-- What did the judges of the visits in a span of days give, corrected or withdrawn included?
-- one row per score told; state is counts, corrected (a later one counts) or withdrawn (its upload)
-- key: score_id
-- columns: score_id BIGINT, contest_id BIGINT, village_code VARCHAR, village VARCHAR, judge BIGINT,
-- score DOUBLE, state VARCHAR, reason VARCHAR, upload_id BIGINT, actor_name VARCHAR,
-- actor_role VARCHAR, recorded_at TIMESTAMP
select
    contest_score.score_id,
    contest_score.contest_id,
    contest_score.village_code,
    coalesce(
        village_on_day.village, live_village.village, contest_score.village_code
    ) as village,
    contest_score.judge,
    contest_score.score,
    case
        when upload_withdrawal.upload_id is not null then 'withdrawn'
        when live_contest_score.score_id is not null then 'counts'
        else 'corrected'
    end as state,
    contest_score.reason,
    contest_score.upload_id,
    contest_score.actor_name,
    contest_score.actor_role,
    contest_score.recorded_at
from contest_score
inner join contest on contest_score.contest_id = contest.contest_id
left join live_contest_score on contest_score.score_id = live_contest_score.score_id
left join upload_withdrawal on contest_score.upload_id = upload_withdrawal.upload_id
left join village_on_day
    on
        contest.day = village_on_day.as_of
        and contest_score.village_code = village_on_day.village_code
left join live_village on contest_score.village_code = live_village.village_code
where contest.day between $first_day and $as_of
order by contest_score.score_id
