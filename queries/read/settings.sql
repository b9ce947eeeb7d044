-- What is set for this instance? one row per key
-- key: key
-- columns: key VARCHAR, value VARCHAR
select
    key,
    value
from setting
order by key
