-- When a team's agents start by themselves. A worker claims what is due, starts its run and settles the row; the run's
-- idempotency key (schedule and due time) makes one run of it, however often that is tried.
create table public.schedules (
  id text primary key check (app.is_id('sch', id)),
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  name text not null check (char_length(name) between 1 and 100),
  -- Five fields, read in the time zone.
  cron text not null check (char_length(cron) between 1 and 200),
  time_zone text not null check (char_length(time_zone) between 1 and 100),
  input jsonb not null check (jsonb_typeof(input) = 'object'),
  enabled boolean not null default true,
  -- Null while it is off.
  next_at timestamptz,
  -- So long a worker has to settle what it claimed.
  claimed_until timestamptz,
  -- The newest run of it, whoever asked for it.
  last_at timestamptz,
  last_run_id text,
  -- Whether the outcome of that run is counted in `refused_in_a_row`.
  last_run_counted boolean not null default true,
  -- How the newest refusal was worded: `{"code", "message", "at"}`; null once a run was started again.
  last_refusal jsonb,
  refused_in_a_row integer not null default 0 check (refused_in_a_row >= 0),
  -- Why it switched itself off, in words that are safe to show.
  paused_reason text check (char_length(paused_reason) <= 2000),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  constraint schedules_due_when_enabled check (enabled = (next_at is not null)),
  constraint schedules_paused_when_disabled check (not enabled or paused_reason is null)
);
create index schedules_newest on public.schedules (team_id, created_at desc, id desc);
-- Across teams, for the workers; those that are off are not in it.
create index schedules_due on public.schedules (next_at) where enabled;

revoke all on public.schedules from public, anon, authenticated, service_role;
grant
  select,
  insert (id, team_id, agent_id, name, cron, time_zone, input, enabled, next_at, created_by),
  update (
    name, cron, time_zone, input, enabled, next_at, claimed_until, refused_in_a_row, last_refusal, last_run_counted,
    paused_reason, updated_at
  ),
  delete
  on public.schedules to agent_factory_member;
grant
  select,
  update (
    enabled, next_at, claimed_until, last_at, last_run_id, last_run_counted, last_refusal, refused_in_a_row,
    paused_reason
  )
  on public.schedules to agent_factory_worker;
grant select (id, team_id, enabled, next_at, claimed_until), update (claimed_until)
  on public.schedules to agent_factory_definer;

alter table public.schedules enable row level security;
alter table public.schedules force row level security;

create policy "lookups" on public.schedules for select to agent_factory_definer using (true);
create policy "claims" on public.schedules for update to agent_factory_definer using (true) with check (true);
create policy "members read" on public.schedules for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.schedules for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors change" on public.schedules for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors remove" on public.schedules for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.schedules for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker settles" on public.schedules for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.schedules as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:read,runs:write}')));
create policy "keys add by scope" on public.schedules as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys change by scope" on public.schedules as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys remove by scope" on public.schedules as restrictive for delete to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:write}')));

-- What is due in any team, claimed for whoever asks: each is handed to one asker until `until`, and to another after
-- that should the first have died. Ids and times alone; whoever acts on one does so inside its team.
create function app.claim_due_schedules(at timestamptz, until timestamptz, at_most integer)
  returns table (team_id text, id text, due_at timestamptz)
  language sql volatile security definer set search_path = '' rows 10
as $$
  update public.schedules s set claimed_until = until
  from (
    select d.id from public.schedules d
    where d.enabled and d.next_at <= at and (d.claimed_until is null or d.claimed_until <= at)
    order by d.next_at
    limit at_most
    for update skip locked
  ) due
  where s.id = due.id
  returning s.team_id, s.id, s.next_at
$$;
grant create on schema app to agent_factory_definer;
alter function app.claim_due_schedules(timestamptz, timestamptz, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.claim_due_schedules(timestamptz, timestamptz, integer) from public;
grant execute on function app.claim_due_schedules(timestamptz, timestamptz, integer) to agent_factory_worker;
