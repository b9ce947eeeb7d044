-- 上报编号不重复
select upload_id from upload
group by upload_id
having count(*) > 1
