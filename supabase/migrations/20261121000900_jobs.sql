-- The queue (graphile-worker) keeps its tables in a schema of its own, made by its own migrations and owned
-- by agent_factory_queue. This is the only way in from a tenant's transaction: row and job commit together,
-- and a job always names the team of the transaction that queued it.
create function app.enqueue_job(
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
  perform graphile_worker.add_job(
    identifier => task,
    payload => payload::json,
    queue_name => queue_name,
    run_at => run_at,
    max_attempts => max_attempts,
    job_key => job_key,
    priority => priority,
    flags => flags
  );
end
$$;
grant create on schema app to agent_factory_queue;
alter function app.enqueue_job(text, jsonb, timestamptz, integer, text, text, integer, text[])
  owner to agent_factory_queue;
revoke create on schema app from agent_factory_queue;
revoke all on function app.enqueue_job(text, jsonb, timestamptz, integer, text, text, integer, text[]) from public;
grant execute on function app.enqueue_job(text, jsonb, timestamptz, integer, text, text, integer, text[])
  to agent_factory_member, agent_factory_worker;
