-- A test run: some tests of agents, each tried a number of times. The run says under which settings, its tests what is
-- asked and expected of which version of which agent, its trials how each try went.
create table public.test_runs (
  id text primary key check (app.is_id('tsr', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- Null where its tests are of several agents.
  agent_id text,
  kind text not null check (kind in ('single', 'batch', 'spec', 'dataset')),
  name text not null check (char_length(name) between 1 and 200),
  dataset_version_id text,
  status text not null default 'queued' check (status in ('queued', 'running', 'finished', 'cancelled')),
  -- Concurrency, judge, cache, what tools may do: `contracts/test-run.ts`.
  settings jsonb not null check (octet_length(settings::text) <= 20000),
  tests integer not null check (tests between 1 and 5000),
  trials integer not null check (trials between 1 and 10000),
  -- What all of it may cost, and what it was thought to cost at most before it began (10⁻⁹ USD).
  limit_nano_usd bigint not null check (limit_nano_usd >= 0),
  estimate_nano_usd bigint check (estimate_nano_usd >= 0),
  idempotency_key text check (char_length(idempotency_key) between 1 and 200),
  request_hash text,
  cancel_requested_at timestamptz,
  -- Who asked; the key by its id.
  created_by uuid references public.profiles (id) on delete set null,
  api_key_id text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  -- When a worker last showed that it is at work on it.
  touched_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (team_id, id),
  unique (team_id, idempotency_key),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  foreign key (team_id, dataset_version_id) references public.dataset_versions (team_id, id)
    on delete set null (dataset_version_id),
  constraint test_runs_finished_when_final check ((finished_at is not null) = (status in ('finished', 'cancelled')))
);
create index test_runs_newest on public.test_runs (team_id, created_at desc, id desc);
create index test_runs_newest_of_agent on public.test_runs (team_id, agent_id, created_at desc, id desc);
create index test_runs_of_dataset on public.test_runs (team_id, dataset_version_id) where dataset_version_id is not null;
-- Across teams, for the workers: holds only what is in flight.
create index test_runs_open on public.test_runs (touched_at) where status in ('queued', 'running');

create table public.tests (
  id text primary key check (app.is_id('tst', id)),
  team_id text not null,
  test_run_id text not null,
  agent_id text not null,
  agent_version_id text not null,
  version integer not null,
  spec_hash text not null,
  position integer not null check (position between 0 and 4999),
  name text not null check (char_length(name) between 1 and 200),
  input jsonb not null check (octet_length(input::text) <= 250000),
  -- In words; judged where no assertions are given.
  expected text check (char_length(expected) <= 10000),
  assertions jsonb not null check (octet_length(assertions::text) <= 250000),
  critical boolean not null default false,
  -- Stubs of tools, a simulated user, how approvals are answered.
  options jsonb not null default '{}' check (octet_length(options::text) <= 1000000),
  trials integer not null check (trials between 1 and 50),
  verdict text check (verdict in ('pass', 'fail', 'error', 'inconclusive')),
  score double precision check (score between 0 and 100),
  fault text check (fault in ('agent', 'simulator', 'grader', 'infrastructure')),
  feedback text check (char_length(feedback) <= 10000),
  cost_nano_usd bigint not null default 0 check (cost_nano_usd >= 0),
  duration_ms bigint not null default 0 check (duration_ms >= 0),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (team_id, id),
  unique (team_id, test_run_id, position),
  foreign key (team_id, test_run_id) references public.test_runs (team_id, id) on delete cascade,
  foreign key (team_id, agent_id, agent_version_id)
    references public.agent_versions (team_id, agent_id, id) on delete cascade,
  constraint tests_score_unless_error check (verdict is distinct from 'error' or score is null),
  constraint tests_judged_when_finished check (verdict is null or finished_at is not null)
);
create index tests_newest_of_agent on public.tests (team_id, agent_id, created_at desc, id desc);

create table public.test_trials (
  id text primary key check (app.is_id('trl', id)),
  team_id text not null,
  test_run_id text not null,
  test_id text not null,
  agent_id text not null,
  trial_index integer not null check (trial_index between 0 and 49),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'cancelled')),
  -- Grows with each claim; a result that carries an older one is refused by its WHERE.
  fence integer not null default 0,
  leased_until timestamptz,
  verdict text check (verdict in ('pass', 'fail', 'error', 'inconclusive')),
  score double precision check (score between 0 and 100),
  fault text check (fault in ('agent', 'simulator', 'grader', 'infrastructure')),
  assertions jsonb check (octet_length(assertions::text) <= 500000),
  -- What was seen of it: answer, calls, invariants, turns, tokens.
  observation jsonb check (octet_length(observation::text) <= 2000000),
  error jsonb,
  cost_nano_usd bigint not null default 0 check (cost_nano_usd >= 0),
  -- What of it judges and simulated users cost.
  grading_nano_usd bigint not null default 0 check (grading_nano_usd >= 0),
  duration_ms bigint not null default 0 check (duration_ms >= 0),
  -- Spec, input, settings and trial index; what was said under the same key before may be taken again.
  cache_key text check (cache_key ~ '^[0-9a-f]{64}$'),
  cached boolean not null default false,
  run_id text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (team_id, id),
  unique (team_id, test_id, trial_index),
  foreign key (team_id, test_run_id) references public.test_runs (team_id, id) on delete cascade,
  foreign key (team_id, test_id) references public.tests (team_id, id) on delete cascade,
  constraint test_trials_verdict_when_done check ((verdict is not null) = (status = 'done')),
  constraint test_trials_score_unless_error check (verdict is distinct from 'error' or score is null)
);
create index test_trials_open on public.test_trials (team_id, test_run_id, id) where status in ('queued', 'running');
create index test_trials_of_run on public.test_trials (team_id, test_run_id, status);
create index test_trials_cached on public.test_trials (team_id, cache_key, finished_at desc)
  where status = 'done' and cache_key is not null and error is null;

revoke all on public.test_runs, public.tests, public.test_trials from public, anon, authenticated, service_role;
grant
  select,
  insert (
    id, team_id, agent_id, kind, name, dataset_version_id, settings, tests, trials, limit_nano_usd, estimate_nano_usd,
    idempotency_key, request_hash, created_by, api_key_id
  ),
  update (cancel_requested_at),
  delete
  on public.test_runs to agent_factory_member;
grant
  select,
  insert (
    id, team_id, test_run_id, agent_id, agent_version_id, version, spec_hash, position, name, input, expected,
    assertions, critical, options, trials
  )
  on public.tests to agent_factory_member;
grant select, insert (id, team_id, test_run_id, test_id, agent_id, trial_index)
  on public.test_trials to agent_factory_member;
grant select, update (status, started_at, touched_at, finished_at, cancel_requested_at)
  on public.test_runs to agent_factory_worker;
grant select, update (verdict, score, fault, feedback, cost_nano_usd, duration_ms, finished_at)
  on public.tests to agent_factory_worker;
grant
  select,
  update (
    status, fence, leased_until, verdict, score, fault, assertions, observation, error, cost_nano_usd, grading_nano_usd,
    duration_ms, cache_key, cached, run_id, finished_at
  )
  on public.test_trials to agent_factory_worker;
grant select (id, team_id, status, touched_at), update (touched_at) on public.test_runs to agent_factory_definer;

alter table public.test_runs enable row level security;
alter table public.test_runs force row level security;
alter table public.tests enable row level security;
alter table public.tests force row level security;
alter table public.test_trials enable row level security;
alter table public.test_trials force row level security;

create policy "lookups" on public.test_runs for select to agent_factory_definer using (true);
create policy "claims" on public.test_runs for update to agent_factory_definer using (true) with check (true);
create policy "members read" on public.test_runs for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors start" on public.test_runs for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')) and status = 'queued');
create policy "editors ask to cancel" on public.test_runs for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors remove" on public.test_runs for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.test_runs for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker works" on public.test_runs for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "members read" on public.tests for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.tests for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')) and verdict is null);
create policy "the worker reads" on public.tests for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker works" on public.tests for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "members read" on public.test_trials for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.test_trials for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')) and status = 'queued');
create policy "the worker reads" on public.test_trials for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker works" on public.test_trials for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.test_runs as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:read,tests:write}')));
create policy "keys start by scope" on public.test_runs as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys cancel by scope" on public.test_runs as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys remove by scope" on public.test_runs as restrictive for delete to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys read by scope" on public.tests as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:read,tests:write}')));
create policy "keys add by scope" on public.tests as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys read by scope" on public.test_trials as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:read,tests:write}')));
create policy "keys add by scope" on public.test_trials as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{tests:write}')));

-- Jobs that work on a test run of the transaction's team, as many as may work side by side. Apart from
-- `app.enqueue_job`, because a key that tests need not be one that runs. The flag lets a worker that has its share of a
-- team's tests ask for others' alone.
create function app.enqueue_tests(run text, jobs integer) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  team text := app.current_team_id();
begin
  if team is null then
    raise exception 'a job belongs to the team of its transaction' using errcode = 'insufficient_privilege';
  end if;
  if current_setting('role') is distinct from 'agent_factory_worker' and app.member_team_id('editor') is null then
    raise exception 'queueing a job takes the role editor' using errcode = 'insufficient_privilege';
  end if;
  if current_setting('role') = 'agent_factory_key' and app.key_grants('{tests:write}') is null then
    raise exception 'queueing tests takes the scope tests:write' using errcode = 'insufficient_privilege';
  end if;
  for place in 1 .. least(greatest(jobs, 1), 16) loop
    perform graphile_worker.add_job(
      identifier => 'execute_tests',
      payload => json_build_object('test_run_id', run, 'team_id', team),
      job_key => run || '/' || place,
      flags => array['team:' || team]
    );
  end loop;
end
$$;
grant create on schema app to agent_factory_queue;
alter function app.enqueue_tests(text, integer) owner to agent_factory_queue;
revoke create on schema app from agent_factory_queue;
revoke all on function app.enqueue_tests(text, integer) from public;
grant execute on function app.enqueue_tests(text, integer) to agent_factory_member, agent_factory_worker;

-- Test runs of any team that are not at their end and that nobody has touched for a while, claimed for whoever asks.
create function app.stale_test_runs(untouched_for interval, at_most integer)
  returns table (team_id text, id text)
  language sql volatile security definer set search_path = '' rows 10
as $$
  update public.test_runs r set touched_at = now()
  from (
    select s.id from public.test_runs s
    where s.status in ('queued', 'running') and s.touched_at < now() - untouched_for
    order by s.touched_at
    limit at_most
    for update skip locked
  ) stale
  where r.id = stale.id
  returning r.team_id, r.id
$$;
grant create on schema app to agent_factory_definer;
alter function app.stale_test_runs(interval, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.stale_test_runs(interval, integer) from public;
grant execute on function app.stale_test_runs(interval, integer) to agent_factory_worker;
