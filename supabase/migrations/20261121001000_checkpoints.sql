-- The saved states of runs at work, and what a thread remembers. Written by the worker alone, read by
-- nobody else, and so kept out of `public`.
create schema orchestration;
revoke all on schema orchestration from public;
grant usage on schema orchestration to agent_factory_worker;

create table orchestration.checkpoints (
  team_id text not null,
  thread_id text not null,
  -- '' for the graph itself, else the subgraph that it belongs to.
  namespace text collate "C" not null,
  -- Sorts by time within its thread (UUIDv6).
  checkpoint_id text collate "C" not null,
  parent_id text collate "C",
  -- How many rows back the nearest complete one lies; 0 = this one is complete.
  depth integer not null check (depth >= 0),
  -- JSON text: model output may hold characters that jsonb refuses.
  body text not null,
  primary key (team_id, thread_id, namespace, checkpoint_id),
  foreign key (team_id, thread_id) references public.threads (team_id, id) on delete cascade
);

-- What one task of a step has written while others of the same step still run.
create table orchestration.checkpoint_writes (
  team_id text not null,
  thread_id text not null,
  namespace text collate "C" not null,
  checkpoint_id text collate "C" not null,
  task_id text collate "C" not null,
  -- Place among the task's writes; negative for errors and interrupts, which replace an earlier one.
  place integer not null,
  channel text not null,
  body text not null,
  primary key (team_id, thread_id, namespace, checkpoint_id, task_id, place),
  foreign key (team_id, thread_id) references public.threads (team_id, id) on delete cascade
);

revoke all on orchestration.checkpoints, orchestration.checkpoint_writes
  from public, anon, authenticated, service_role;
grant select, insert, delete on orchestration.checkpoints to agent_factory_worker;
grant select, insert, update (channel, body), delete on orchestration.checkpoint_writes to agent_factory_worker;

alter table orchestration.checkpoints enable row level security;
alter table orchestration.checkpoints force row level security;
alter table orchestration.checkpoint_writes enable row level security;
alter table orchestration.checkpoint_writes force row level security;

create policy "the worker keeps its team's" on orchestration.checkpoints to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "the worker keeps its team's" on orchestration.checkpoint_writes to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
