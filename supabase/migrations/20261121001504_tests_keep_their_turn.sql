-- As before; a job that waits keeps its place when it is asked for again, so that a run which is looked after while it
-- waits is not sent to the back of the queue each time.
create or replace function app.enqueue_tests(run text, jobs integer) returns void
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
      job_key_mode => 'preserve_run_at',
      flags => array['team:' || team]
    );
  end loop;
end
$$;
