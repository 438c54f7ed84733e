-- What waits and what was tested, over all teams, for whoever runs the installation: counts alone, no team's name.

-- As tests end they lie in the order in which they were made, near enough; a summary of ranges finds the last hour, and
-- unlike a tree it costs the updates that end a test nothing.
create index tests_ended on public.tests using brin (finished_at) with (pages_per_range = 16, autosummarize = on);

grant select (verdict, finished_at) on public.tests to agent_factory_definer;
grant select (status) on public.test_trials to agent_factory_definer;
create policy "counts" on public.tests for select to agent_factory_definer using (true);
create policy "counts" on public.test_trials for select to agent_factory_definer using (true);

-- plpgsql, since the queue's own schema is made after the migrations.
create function app.queue_depth()
  returns table (task text, ready bigint, later bigint, running bigint, exhausted bigint)
  language plpgsql stable security definer set search_path = '' rows 20
as $$
begin
  return query
    select j.task_identifier,
      count(*) filter (where j.locked_at is null and j.attempts < j.max_attempts and j.run_at <= now()),
      count(*) filter (where j.locked_at is null and j.attempts < j.max_attempts and j.run_at > now()),
      count(*) filter (where j.locked_at is not null),
      count(*) filter (where j.locked_at is null and j.attempts >= j.max_attempts)
    from graphile_worker.jobs j
    group by j.task_identifier;
end
$$;

-- Trials that wait or are at work; tests that ended in the last hour, by verdict.
create function app.test_load(out open_trials jsonb, out ended_tests jsonb)
  language sql stable security definer set search_path = ''
as $$
  select
    (select coalesce(jsonb_object_agg(s.status, s.count), '{}') from (
      select t.status, count(*) as count from public.test_trials t where t.status in ('queued', 'running') group by 1
    ) s),
    (select coalesce(jsonb_object_agg(v.verdict, v.count), '{}') from (
      select t.verdict, count(*) as count from public.tests t
      where t.finished_at > now() - interval '1 hour' and t.verdict is not null group by 1
    ) v)
$$;

grant create on schema app to agent_factory_definer, agent_factory_queue;
alter function app.queue_depth() owner to agent_factory_queue;
alter function app.test_load() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer, agent_factory_queue;
revoke all on function app.queue_depth(), app.test_load() from public;
grant execute on function app.queue_depth(), app.test_load() to agent_factory_worker;
