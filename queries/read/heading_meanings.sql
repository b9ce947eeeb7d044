-- What did unknown headings mean when somebody last said so? one row per heading
-- key: heading
-- columns: heading VARCHAR, meaning VARCHAR
select
    heading,
    meaning
from heading_meaning
qualify row_number() over (partition by heading order by recorded_at desc, meaning asc) = 1
order by heading
