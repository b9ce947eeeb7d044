-- The scores that count: the last one told by hand or by an upload that counts, unless it took the
-- score back; one row per visit, village and judge.
with told as (
    select
        contest_score.score_id,
        contest_score.contest_id,
        contest_score.village_code,
        contest_score.judge,
        contest_score.score
    from contest_score
    left join live_upload on contest_score.upload_id = live_upload.upload_id
    where contest_score.upload_id is null or live_upload.upload_id is not null
    qualify row_number() over (
        partition by
            contest_score.contest_id, contest_score.village_code, contest_score.judge
        order by contest_score.score_id desc
    ) = 1
)

select
    score_id,
    contest_id,
    village_code,
    judge,
    score
from told
where score is not null
