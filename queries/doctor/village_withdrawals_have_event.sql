-- 每次撤回都有原来的变更，且只撤回一次
select village_event_withdrawal.event_id
from village_event_withdrawal
left join village_event on village_event_withdrawal.event_id = village_event.event_id
group by village_event_withdrawal.event_id
having count(village_event.event_id) <> 1
