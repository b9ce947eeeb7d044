-- Which years have claims, cases or awards? one row per year
-- key: year
-- columns: year BIGINT
select year from star_case
union
select year from live_award
order by year
