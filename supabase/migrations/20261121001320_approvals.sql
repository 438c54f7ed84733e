-- What a run asks of people: may this call be made, may this value pass although a rule says no? A row is put once
-- for each question and decided once. The worker writes it, also on behalf of the member who decides.
create table public.approvals (
  id text primary key check (app.is_id('apr', id)),
  team_id text not null,
  run_id text not null,
  agent_id text not null,
  -- Names the question within its run, in every attempt of it.
  key text not null check (char_length(key) between 1 and 200),
  -- Path of the member that asks; null for the agent that the run is of.
  member text,
  about text not null check (about in ('tool', 'invariant')),
  -- The tool or the rule, and the arguments or the value at hand.
  name text not null,
  value jsonb not null,
  -- The rule in plain words.
  reason text,
  -- `cancelled`: the run ended before anybody had decided.
  state text not null default 'pending' check (
    state in ('pending', 'approved', 'edited', 'denied', 'expired', 'cancelled')
  ),
  -- What may go on in place of `value`.
  edited_value jsonb,
  on_timeout text not null check (on_timeout in ('deny', 'approve')),
  expires_at timestamptz not null,
  decided_at timestamptz,
  -- One of the two, unless the clock decided; and how that one was called then.
  decided_by uuid references public.profiles (id) on delete set null,
  decided_by_key text,
  decided_as text,
  note text check (char_length(note) <= 2000),
  created_at timestamptz not null default now(),
  unique (team_id, id),
  unique (team_id, run_id, key),
  foreign key (team_id, run_id) references public.runs (team_id, id) on delete cascade,
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  foreign key (team_id, decided_by_key) references public.api_keys (team_id, id),
  constraint approvals_decided_when_not_pending check ((state = 'pending') = (decided_at is null)),
  constraint approvals_edited_with_value check ((state = 'edited') = (edited_value is not null))
);
create index approvals_newest on public.approvals (team_id, created_at desc, id desc);
-- The inbox and its count; what is pending is few.
create index approvals_pending on public.approvals (team_id, created_at desc, id desc) where state = 'pending';
create index approvals_pending_of_run on public.approvals (run_id) where state = 'pending';
create index approvals_expiring on public.approvals (expires_at) where state = 'pending';

revoke all on public.approvals from public, anon, authenticated, service_role;
grant select on public.approvals to agent_factory_member;
grant
  select,
  insert (id, team_id, run_id, agent_id, key, member, about, name, value, reason, on_timeout, expires_at),
  update (state, edited_value, decided_at, decided_by, decided_by_key, decided_as, note)
  on public.approvals to agent_factory_worker;
grant select (id, team_id, run_id, state, expires_at) on public.approvals to agent_factory_definer;

alter table public.approvals enable row level security;
alter table public.approvals force row level security;

create policy "lookups" on public.approvals for select to agent_factory_definer using (true);
create policy "members read" on public.approvals for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.approvals for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker asks" on public.approvals for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()) and state = 'pending');
-- What is decided stays decided.
create policy "the worker decides once" on public.approvals for update to agent_factory_worker
  using (team_id = (select app.current_team_id()) and state = 'pending')
  with check (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.approvals as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:read,runs:write}')));

-- Calls of tools that write or move money: begun before the call is made, done with its result after it, so that
-- none is made a second time.
create table public.tool_effects (
  team_id text not null,
  run_id text not null,
  -- Names the call within its run, in every attempt of it.
  key text not null check (char_length(key) between 1 and 200),
  tool text not null,
  effect text not null check (effect in ('write', 'money')),
  state text not null default 'begun' check (state in ('begun', 'done')),
  -- Under which claim of the run it was begun.
  fence bigint not null,
  result jsonb,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (team_id, run_id, key),
  foreign key (team_id, run_id) references public.runs (team_id, id) on delete cascade,
  constraint tool_effects_done_with_result check (
    (state = 'done') = (result is not null) and (state = 'done') = (done_at is not null)
  )
);

revoke all on public.tool_effects from public, anon, authenticated, service_role;
grant select on public.tool_effects to agent_factory_member;
grant
  select,
  insert (team_id, run_id, key, tool, effect, fence),
  update (state, result, done_at)
  on public.tool_effects to agent_factory_worker;

alter table public.tool_effects enable row level security;
alter table public.tool_effects force row level security;

create policy "members read" on public.tool_effects for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.tool_effects for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker begins" on public.tool_effects for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()) and state = 'begun');
create policy "the worker finishes once" on public.tool_effects for update to agent_factory_worker
  using (team_id = (select app.current_team_id()) and state = 'begun')
  with check (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.tool_effects as restrictive for select to agent_factory_key
  using (
    '*' = any ((select app.key_grants('{runs:read,runs:write}'))::text[])
    or (
      (select app.key_grants('{runs:read,runs:write}')) is not null
      and exists (select from public.runs r where r.team_id = tool_effects.team_id and r.id = tool_effects.run_id)
    )
  );

-- How often a run has waited for people, which is no failed attempt; since when it does, and how long it has in all.
alter table public.runs
  add column waits integer not null default 0,
  add column waiting_since timestamptz,
  add column waited_ms bigint not null default 0 check (waited_ms >= 0),
  add constraint runs_waiting_since_when_waiting check ((status = 'waiting') = (waiting_since is not null));
grant update (waits, waiting_since, waited_ms) on public.runs to agent_factory_worker;
create index runs_waiting on public.runs (waiting_since) where status = 'waiting';

-- As before; and runs that wait though nothing of theirs is pending.
create or replace function app.stale_runs(running_since interval, queued_since interval, at_most integer)
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
  union all
  (select r.team_id, r.id, r.status from public.runs r
    where r.status = 'waiting' and r.waiting_since < now() - queued_since
      and not exists (select from public.approvals a where a.run_id = r.id and a.state = 'pending')
    limit at_most)
$$;

-- The other question that is asked across teams: on which approvals has time run out? Ids alone, as above.
create function app.expired_approvals(at_most integer)
  returns table (team_id text, run_id text, approval_id text)
  language sql stable security definer set search_path = '' rows 10
as $$
  select a.team_id, a.run_id, a.id from public.approvals a
  where a.state = 'pending' and a.expires_at <= now()
  order by a.expires_at limit at_most
$$;
grant create on schema app to agent_factory_definer;
alter function app.expired_approvals(integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.expired_approvals(integer) from public;
grant execute on function app.expired_approvals(integer) to agent_factory_worker;
