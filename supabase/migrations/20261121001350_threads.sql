-- Threads are read as a list, the one that was used last first; editors go on in them and delete them.
alter table public.threads add column last_run_at timestamptz not null default now();
alter table public.threads no force row level security;
alter table public.runs no force row level security;
update public.threads thread set last_run_at = coalesce(
  (select max(run.created_at) from public.runs run where run.team_id = thread.team_id and run.thread_id = thread.id),
  thread.created_at
);
alter table public.threads force row level security;
alter table public.runs force row level security;

create index threads_newest on public.threads (team_id, last_run_at desc, id desc);
create index threads_newest_of_agent on public.threads (team_id, agent_id, last_run_at desc, id desc);

grant update (last_run_at), delete on public.threads to agent_factory_member;

create policy "editors go on" on public.threads for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors delete" on public.threads for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "keys go on by scope" on public.threads as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys delete by scope" on public.threads as restrictive for delete to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:write}')));

-- What agents noted down with the tool `memory`, for one thread or for all of theirs. Their words, so data and never
-- instructions; gone with the thread or the agent.
create table public.memories (
  team_id text not null,
  agent_id text not null,
  -- null: for every thread of the agent. The thread may be another agent's, where this one is a member of a team.
  thread_id text,
  key text not null check (char_length(key) between 1 and 100),
  value text not null check (char_length(value) between 1 and 4000),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (team_id, agent_id, thread_id, key),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  foreign key (team_id, thread_id) references public.threads (team_id, id) on delete cascade
);
create index memories_of_thread on public.memories (team_id, thread_id) where thread_id is not null;

revoke all on public.memories from public, anon, authenticated, service_role;
grant select, delete on public.memories to agent_factory_member;
grant select, insert, update (value, updated_at), delete on public.memories to agent_factory_worker;

alter table public.memories enable row level security;
alter table public.memories force row level security;

create policy "members read" on public.memories for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors clear" on public.memories for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "the worker keeps its team's" on public.memories to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.memories as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:write,runs:read,runs:write}')));
create policy "keys clear by scope" on public.memories as restrictive for delete to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:write,runs:write}')));
