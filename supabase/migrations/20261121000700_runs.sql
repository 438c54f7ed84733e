-- One execution of one version of an agent. A member queues it and may ask for it to be cancelled; all
-- else on the row is the worker's.
create table public.runs (
  id text primary key check (app.is_id('run', id)),
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  agent_version_id text not null,
  version integer not null,
  spec_hash text not null,
  thread_id text not null,
  status text not null default 'queued' check (
    status in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'refused', 'cancelled')
  ),
  input jsonb not null,
  output jsonb,
  error jsonb,
  tokens_input bigint not null default 0 check (tokens_input >= 0),
  tokens_output bigint not null default 0 check (tokens_output >= 0),
  -- 10⁻⁹ USD.
  cost_nano_usd bigint not null default 0 check (cost_nano_usd >= 0),
  model text,
  idempotency_key text check (char_length(idempotency_key) between 1 and 255),
  request_hash text,
  -- How often a worker has taken this run up.
  attempt integer not null default 0,
  -- Grows with each claim; a write that carries an older one is refused by its WHERE.
  fence bigint not null default 0,
  worker_id text,
  heartbeat_at timestamptz,
  cancel_requested_at timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  unique (team_id, id),
  unique (team_id, idempotency_key),
  foreign key (team_id, agent_id, agent_version_id)
    references public.agent_versions (team_id, agent_id, id) on delete cascade,
  foreign key (team_id, agent_id, thread_id)
    references public.threads (team_id, agent_id, id) on delete cascade,
  constraint runs_finished_when_final check (
    (finished_at is not null) = (status in ('succeeded', 'failed', 'refused', 'cancelled'))
  )
);
create index runs_newest on public.runs (team_id, created_at desc, id desc);
create index runs_newest_of_agent on public.runs (team_id, agent_id, created_at desc, id desc);
create index runs_newest_with_status on public.runs (team_id, status, created_at desc, id desc);
create index runs_of_thread on public.runs (team_id, thread_id, created_at);
-- For the reconciler, across teams: both hold only what is in flight.
create index runs_running on public.runs (heartbeat_at) where status = 'running';
create index runs_queued on public.runs (created_at) where status = 'queued';

revoke all on public.runs from public, anon, authenticated, service_role;
grant
  select,
  insert (
    id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, status, input,
    idempotency_key, request_hash, created_by, created_at
  ),
  update (cancel_requested_at)
  on public.runs to agent_factory_member;
grant
  select,
  update (
    status, output, error, tokens_input, tokens_output, cost_nano_usd, model, attempt, fence, worker_id,
    heartbeat_at, cancel_requested_at, started_at, finished_at
  )
  on public.runs to agent_factory_worker;
grant select on public.runs to agent_factory_definer;

alter table public.runs enable row level security;
alter table public.runs force row level security;

create policy "lookups" on public.runs for select to agent_factory_definer using (true);
create policy "members read" on public.runs for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors start" on public.runs for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')) and status = 'queued');
create policy "editors ask to cancel" on public.runs for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.runs for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker works" on public.runs for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

-- The one question that is asked across teams: which runs has nobody touched for too long? It answers with
-- ids alone; whoever acts on one does so inside that run's team.
create function app.stale_runs(running_since interval, queued_since interval, at_most integer)
  returns table (team_id text, run_id text, status text)
  language sql stable security definer set search_path = '' rows 10
as $$
  (select r.team_id, r.id, r.status from public.runs r
    where r.status = 'running' and r.heartbeat_at < now() - running_since
    order by r.heartbeat_at limit at_most)
  union all
  (select r.team_id, r.id, r.status from public.runs r
    where r.status = 'queued' and r.created_at < now() - queued_since
    order by r.created_at limit at_most)
$$;
grant create on schema app to agent_factory_definer;
alter function app.stale_runs(interval, interval, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.stale_runs(interval, interval, integer) from public;
grant execute on function app.stale_runs(interval, interval, integer) to agent_factory_worker;
