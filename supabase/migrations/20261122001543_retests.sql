-- What is out under a label may change without anybody touching it: another model answers behind its name. Then its tests
-- run again on the team's behalf, which a worker begins.
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
create policy "the worker starts" on public.test_runs for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()) and status = 'queued');
create policy "the worker adds" on public.tests for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()) and verdict is null);
create policy "the worker adds" on public.test_trials for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()) and status = 'queued');

-- The attestations that speak for what stands at a guarded label now, of all teams, page by page. Answers with ids.
grant select (team_id, agent_id, label, move, version, attestation_id) on public.agent_label_moves to agent_factory_definer;
create policy "lookups" on public.agent_label_moves for select to agent_factory_definer using (true);
create index agent_label_moves_guarded on public.agent_label_moves (team_id, agent_id, label)
  where attestation_id is not null;
create function app.attested_labels(after_team text, after_agent text, at_most integer)
  returns table (team_id text, agent_id text, version integer, attestation_id text)
  language sql stable security definer set search_path = '' rows 100
as $$
  select m.team_id, m.agent_id, m.version, m.attestation_id
  from public.agent_label_moves m
  where m.label = 'production' and m.attestation_id is not null
    and (m.team_id, m.agent_id) > (after_team, after_agent)
    and not exists (
      select from public.agent_label_moves later
      where later.team_id = m.team_id and later.agent_id = m.agent_id and later.label = m.label
        and later.move > m.move
    )
  order by m.team_id, m.agent_id
  limit at_most
$$;
grant create on schema app to agent_factory_definer;
alter function app.attested_labels(text, text, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.attested_labels(text, text, integer) from public;
grant execute on function app.attested_labels(text, text, integer) to agent_factory_worker;
