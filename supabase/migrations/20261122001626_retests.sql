-- What is listed is tested again on the team's behalf, by the worker.
grant
  insert (
    id, team_id, agent_id, kind, name, dataset_version_id, settings, tests, trials, limit_nano_usd, estimate_nano_usd,
    idempotency_key, request_hash, created_by, api_key_id
  )
  on public.test_runs to agent_factory_worker;
grant
  insert (
    id, team_id, test_run_id, agent_id, agent_version_id, version, spec_hash, position, name, input, expected,
    assertions, critical, options, trials
  )
  on public.tests to agent_factory_worker;
grant insert (id, team_id, test_run_id, test_id, agent_id, trial_index) on public.test_trials to agent_factory_worker;

create policy "the worker tests again" on public.test_runs for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker tests again" on public.tests for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker tests again" on public.test_trials for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
