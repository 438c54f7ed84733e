-- A conversation with one agent; its runs share their memory.
create table public.threads (
  id text primary key check (app.is_id('thr', id)),
  team_id text not null,
  agent_id text not null,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id),
  unique (team_id, agent_id, id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);

revoke all on public.threads from public, anon, authenticated, service_role;
grant select, insert on public.threads to agent_factory_member;
grant select on public.threads to agent_factory_worker;

alter table public.threads enable row level security;
alter table public.threads force row level security;

create policy "members read" on public.threads for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors start" on public.threads for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.threads for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
