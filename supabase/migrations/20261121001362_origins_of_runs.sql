-- What a run was started by, besides `created_by` and `api_key_id`. The ids outlive what they name, as history does;
-- `started_as` is how the person, key, schedule or trigger was called then.
alter table public.runs
  add column schedule_id text check (app.is_id('sch', schedule_id)),
  add column trigger_id text check (app.is_id('trg', trigger_id)),
  add column started_as text check (char_length(started_as) <= 320),
  add constraint runs_one_origin check (schedule_id is null or trigger_id is null);
-- Small: runs of people are in none of them.
create index runs_newest_of_schedule on public.runs (team_id, schedule_id, created_at desc, id desc)
  where schedule_id is not null;
create index runs_newest_of_trigger on public.runs (team_id, trigger_id, created_at desc, id desc)
  where trigger_id is not null;
create index runs_newest_of_keys on public.runs (team_id, created_at desc, id desc) where api_key_id is not null;

grant insert (schedule_id, trigger_id, started_as) on public.runs to agent_factory_member;
-- Whoever else starts a run starts it for themselves.
create policy "members start for themselves" on public.runs as restrictive for insert to agent_factory_member
  with check (schedule_id is null and trigger_id is null);
-- The worker starts runs for schedules and triggers of its team, and no other run.
grant
  insert (
    id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, status, input, members, idempotency_key,
    request_hash, created_by, created_at, schedule_id, trigger_id, started_as
  )
  on public.runs to agent_factory_worker;
grant insert (id, team_id, agent_id, created_by) on public.threads to agent_factory_worker;
create policy "the worker starts for schedules and triggers" on public.runs for insert to agent_factory_worker
  with check (
    team_id = (select app.current_team_id()) and status = 'queued'
    and (
      exists (select from public.schedules s where s.team_id = runs.team_id and s.id = runs.schedule_id)
      or exists (select from public.triggers t where t.team_id = runs.team_id and t.id = runs.trigger_id)
    )
  );
create policy "the worker begins" on public.threads for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));

-- Who started a run has a name, which is looked up where members look; there is no policy that shows the worker any.
grant select (id, name) on public.profiles to agent_factory_worker;
