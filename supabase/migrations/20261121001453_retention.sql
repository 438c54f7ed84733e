-- How long a team keeps what its runs said. What is older loses its content; that it ran, how it ended, what it cost and
-- its receipt stay, as numbers.
create table public.team_retention (
  team_id text primary key references public.teams (id) on delete cascade,
  -- Days after which a run's input, output, questions and memory go; null keeps them.
  runs_days integer check (runs_days between 1 and 3650),
  -- Days after which its events go; null keeps them as long as the run.
  events_days integer check (events_days between 1 and 3650),
  set_by uuid references public.profiles (id) on delete set null,
  set_at timestamptz not null default now(),
  -- Up to when all is done.
  runs_done_until timestamptz not null default '-infinity',
  events_done_until timestamptz not null default '-infinity',
  constraint team_retention_events_go_first check (events_days <= runs_days)
);
create index team_retention_set_by on public.team_retention (set_by);

revoke all on public.team_retention from public, anon, authenticated, service_role;
grant
  select,
  insert (team_id, runs_days, events_days, set_by, set_at),
  update (runs_days, events_days, set_by, set_at)
  on public.team_retention to agent_factory_member;
grant select, update (runs_done_until, events_done_until) on public.team_retention to agent_factory_definer;

alter table public.team_retention enable row level security;
alter table public.team_retention force row level security;

create policy "lookups" on public.team_retention to agent_factory_definer using (true) with check (true);
create policy "members read" on public.team_retention for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "admins set" on public.team_retention for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins change" on public.team_retention for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin'))) with check (team_id = (select app.member_team_id('admin')));
-- What is kept is for people to decide.
create policy "keys read nothing" on public.team_retention as restrictive for select to agent_factory_key using (false);
create policy "keys set nothing" on public.team_retention as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys change nothing" on public.team_retention as restrictive for update to agent_factory_key
  using (false);

-- Null while the content is there.
alter table public.runs add column content_erased_at timestamptz;
grant select (content_erased_at) on public.runs to agent_factory_member, agent_factory_worker;
grant
  select (id, team_id, thread_id, status, created_at, content_erased_at),
  update (input, output, error, idempotency_key, request_hash, content_erased_at)
  on public.runs to agent_factory_definer;
create policy "forgets what is old" on public.runs for update to agent_factory_definer
  using (finished_at is not null) with check (finished_at is not null);
grant select (team_id, run_id), delete on public.run_events, public.tool_effects to agent_factory_definer;
create policy "forgets what is old" on public.run_events for delete to agent_factory_definer using (true);
create policy "forgets what is old" on public.tool_effects for delete to agent_factory_definer using (true);
grant delete on public.approvals to agent_factory_definer;
create policy "forgets what is old" on public.approvals for delete to agent_factory_definer
  using (state <> 'pending');
grant select (team_id, thread_id), delete
  on orchestration.checkpoints, orchestration.checkpoint_writes, public.memories to agent_factory_definer;
create policy "forgets what is old" on orchestration.checkpoints for delete to agent_factory_definer using (true);
create policy "forgets what is old" on orchestration.checkpoint_writes for delete to agent_factory_definer using (true);
create policy "forgets what is old" on public.memories for delete to agent_factory_definer
  using (thread_id is not null);

-- Teams with something to do: ids alone.
create function app.teams_to_trim(at_most integer) returns setof text
  language sql stable security definer set search_path = '' rows 10
as $$
  select r.team_id from public.team_retention r join public.teams t on t.id = r.team_id and t.deleted_at is null
  where r.runs_done_until < now() - make_interval(days => r.runs_days) - interval '1 hour'
    or r.events_done_until < now() - make_interval(days => r.events_days) - interval '1 hour'
  order by least(r.runs_done_until, r.events_done_until) limit at_most
$$;

-- One batch of the team of this transaction: how many runs were looked at, and what went. Runs that have not ended are
-- left, and looked at again.
create function app.trim_team(of_runs boolean, at_most integer, out seen integer, out runs bigint, out events bigint)
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  team text := app.current_team_id();
  rule public.team_retention;
  until timestamptz;
  done timestamptz;
  batch record;
  threads text[];
begin
  seen := 0; runs := 0; events := 0;
  select * into rule from public.team_retention r where r.team_id = team for update;
  until := now() - make_interval(days => case when of_runs then rule.runs_days else rule.events_days end);
  done := case when of_runs then rule.runs_done_until else rule.events_done_until end;
  if until is null then
    return;
  end if;

  select array_agg(b.id) filter (where b.ended and b.erased is null) as ended,
    min(b.created_at) filter (where not b.ended) as open_from,
    max(b.created_at) as newest,
    count(*) as size
  into batch
  from (
    select r.id, r.created_at, r.content_erased_at as erased,
      r.status in ('succeeded', 'failed', 'refused', 'cancelled') as ended
    from public.runs r
    where r.team_id = team and r.created_at > done and r.created_at < until
    order by r.created_at limit at_most
  ) b;
  seen := batch.size;

  delete from public.run_events e where e.team_id = team and e.run_id = any (batch.ended);
  get diagnostics events = row_count;
  if of_runs then
    delete from public.tool_effects e where e.team_id = team and e.run_id = any (batch.ended);
    delete from public.approvals a where a.team_id = team and a.run_id = any (batch.ended);
    update public.runs r
    set input = '{}', output = null, error = case when r.error is null then null
        else jsonb_build_object('code', r.error ->> 'code', 'message', 'No longer kept.') end,
      idempotency_key = null, request_hash = null, content_erased_at = now()
    where r.team_id = team and r.id = any (batch.ended);
    get diagnostics runs = row_count;
    -- What a thread remembers goes when none of its runs is younger.
    select array_agg(distinct r.thread_id) into threads from public.runs r
    where r.team_id = team and r.id = any (batch.ended) and not exists (
      select from public.runs o where o.team_id = team and o.thread_id = r.thread_id and o.content_erased_at is null
    );
    delete from orchestration.checkpoint_writes c where c.team_id = team and c.thread_id = any (threads);
    delete from orchestration.checkpoints c where c.team_id = team and c.thread_id = any (threads);
    delete from public.memories m where m.team_id = team and m.thread_id = any (threads);
  end if;

  -- A batch that was not full is the last: all before `until` is done, but for what is open.
  done := coalesce(
    batch.open_from - interval '1 microsecond', case when batch.size < at_most then until else batch.newest end
  );
  update public.team_retention r
  set runs_done_until = case when of_runs then greatest(r.runs_done_until, done) else r.runs_done_until end,
    events_done_until = case when of_runs then r.events_done_until else greatest(r.events_done_until, done) end
  where r.team_id = team;
end
$$;

grant create on schema app to agent_factory_definer;
alter function app.teams_to_trim(integer) owner to agent_factory_definer;
alter function app.trim_team(boolean, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.teams_to_trim(integer), app.trim_team(boolean, integer) from public;
grant execute on function app.teams_to_trim(integer), app.trim_team(boolean, integer) to agent_factory_worker;
select app.count_what_is_a_teams();
