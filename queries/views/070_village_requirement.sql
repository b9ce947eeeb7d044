-- The requirements a village has to meet on a day: in force, of its category (its own before the
-- common one), not exempt; one row per day, village, star and indicator.
select
    village_on_day.as_of,
    village_on_day.village_code,
    requirement_span.star_code,
    requirement_span.indicator_code,
    requirement_span.version,
    requirement_span.direction,
    requirement_span.threshold,
    requirement_span.is_mandatory,
    requirement_span.veto,
    requirement_span.max_age_days
from village_on_day
inner join requirement_span
    on
        village_on_day.as_of >= requirement_span.valid_from
        and (
            requirement_span.next_valid_from is null
            or village_on_day.as_of < requirement_span.next_valid_from
        )
        and requirement_span.category in ('', village_on_day.category)
where
    not exists (
        select 1
        from exempt
        left join live_upload on exempt.upload_id = live_upload.upload_id
        where
            (exempt.upload_id is null or live_upload.upload_id is not null)
            and exempt.village_code = village_on_day.village_code
            and exempt.indicator_code = requirement_span.indicator_code
            and exempt.from_date <= village_on_day.as_of
            and (exempt.to_date is null or exempt.to_date >= village_on_day.as_of)
    )
qualify row_number() over (
    partition by
        village_on_day.as_of,
        village_on_day.village_code,
        requirement_span.star_code,
        requirement_span.indicator_code
    order by requirement_span.category desc
) = 1
