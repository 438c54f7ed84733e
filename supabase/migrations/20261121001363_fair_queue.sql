-- As before; and a job that works on a run says whose it is, so that a worker that has its share of a team's runs asks
-- for jobs of the others alone (docs/decisions/0274).
create or replace function app.enqueue_job(
  task text,
  payload jsonb,
  run_at timestamptz default null,
  max_attempts integer default null,
  job_key text default null,
  queue_name text default null,
  priority integer default null,
  flags text[] default null
) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  if payload ->> 'team_id' is distinct from app.current_team_id() or app.current_team_id() is null then
    raise exception 'a job belongs to the team of its transaction' using errcode = 'insufficient_privilege';
  end if;
  if current_setting('role') is distinct from 'agent_factory_worker'
    and app.member_team_id('editor') is null then
    raise exception 'queueing a job takes the role editor' using errcode = 'insufficient_privilege';
  end if;
  if current_setting('role') = 'agent_factory_key' and app.key_grants('{runs:write}') is null then
    raise exception 'queueing a job takes the scope runs:write' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(
    identifier => task,
    payload => payload::json,
    queue_name => queue_name,
    run_at => run_at,
    max_attempts => max_attempts,
    job_key => job_key,
    priority => priority,
    flags => case when task = 'execute_run' then flags || array['team:' || (payload ->> 'team_id')] else flags end
  );
end
$$;
