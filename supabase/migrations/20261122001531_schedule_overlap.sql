-- What becomes of a due time while the run before still goes on: `skip` lets it pass, `queue` waits for the end, `allow`
-- runs both. Schedules that are there already go on as they did.
alter table public.schedules
  add column overlap text not null default 'allow' check (overlap in ('skip', 'queue', 'allow')),
  -- The last due time that passed because a run went on.
  add column last_skipped_at timestamptz;
alter table public.schedules alter column overlap set default 'skip';

grant insert (overlap), update (overlap) on public.schedules to agent_factory_member;
grant update (last_skipped_at) on public.schedules to agent_factory_worker;

-- What goes on of a schedule, without its thousands of runs that have ended.
create index runs_going_on_of_schedule on public.runs (team_id, schedule_id)
  where schedule_id is not null and status in ('queued', 'running', 'waiting');
