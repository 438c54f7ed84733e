-- A run may try another model in place of the version's own, without saving: then `spec_hash` is that of the version's
-- spec with this model as its only pin, which version and model give again at any time. Null for the version as it is.
alter table public.runs
  add column tried_model text check (char_length(tried_model) between 3 and 200);
grant insert (tried_model) on public.runs to agent_factory_member, agent_factory_worker;
-- It is what an editor might save, so a key needs what saving needs.
create policy "keys try models by scope" on public.runs as restrictive for insert to agent_factory_key
  with check (tried_model is null or array['*', agent_id] && (select app.key_grants('{agents:write}')));
-- Schedules and triggers run what is saved.
create policy "schedules and triggers try nothing" on public.runs as restrictive for insert to agent_factory_worker
  with check (tried_model is null);

-- Under the hash of what was only tried there is no version.
create or replace function app.popular_versions(at_most integer)
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
        select r.team_id, r.agent_version_id, r.spec_hash, r.tried_model
        from public.runs r where r.team_id = b.team_id order by r.created_at desc, r.id desc limit 100
      ) r
    where r.tried_model is null
  )
  select n.team_id, n.agent_version_id, n.spec_hash
  from newest n group by 1, 2, 3 order by count(*) desc, 2 limit at_most
$$;
