-- What many runs are started of at the moment, so that a process that begins can have their specs at hand. The
-- question crosses tenants; it answers with ids, and whoever acts on one opens that run's own tenant. Asked of the
-- busiest teams by their counts, and of those by their newest runs: two indexes, however many runs there are.
create function app.popular_versions(at_most integer)
  returns table (team_id text, agent_version_id text, spec_hash text)
  language sql stable security definer set search_path = '' rows 50
as $$
  with busiest as (
    select c.team_id, sum(c.runs) as runs
    from public.quota_counts c
    where c.period_start > now() - interval '31 days' and c.runs > 0
    group by c.team_id order by runs desc, c.team_id limit 50
  ), newest as (
    select r.team_id, r.agent_version_id, r.spec_hash
    from busiest b
      cross join lateral (
        select r.team_id, r.agent_version_id, r.spec_hash
        from public.runs r where r.team_id = b.team_id order by r.created_at desc, r.id desc limit 100
      ) r
  )
  select n.team_id, n.agent_version_id, n.spec_hash
  from newest n group by 1, 2, 3 order by count(*) desc, 2 limit at_most
$$;
grant create on schema app to agent_factory_definer;
alter function app.popular_versions(integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.popular_versions(integer) from public;
grant execute on function app.popular_versions(integer) to agent_factory_worker;
