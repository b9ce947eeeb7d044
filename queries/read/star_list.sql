-- Which stars are there, in which order? one row per star
-- key: star_code
-- columns: star_code VARCHAR, star VARCHAR, star_order BIGINT, category VARCHAR
select
    star_code,
    star,
    star_order,
    category
from star
order by star_order
