-- 设置齐全
select wanted.key
from (
    values ('township_code'), ('township'), ('county'), ('city'),
    ('campaign_title'), ('campaign_start')
) as wanted (key)
left join setting on wanted.key = setting.key
group by wanted.key
having count(setting.value) <> 1
