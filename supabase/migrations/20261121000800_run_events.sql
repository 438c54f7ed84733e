-- What happened in a run, in order. Rows are only ever added; nobody is granted more.
create table public.run_events (
  run_id text not null,
  -- Counts from 1 within the run.
  seq integer not null check (seq >= 1),
  team_id text not null,
  at timestamptz not null default now(),
  data jsonb not null,
  primary key (run_id, seq),
  foreign key (team_id, run_id) references public.runs (team_id, id) on delete cascade
);

revoke all on public.run_events from public, anon, authenticated, service_role;
grant select on public.run_events to agent_factory_member;
grant select, insert on public.run_events to agent_factory_worker;

alter table public.run_events enable row level security;
alter table public.run_events force row level security;

create policy "members read" on public.run_events for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.run_events for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker appends" on public.run_events for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
