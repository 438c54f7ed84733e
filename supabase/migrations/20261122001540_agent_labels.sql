-- Which version of an agent a label stands at. Each move is a row and none is changed: the newest of a label is where it
-- stands, the ones before say what can be gone back to.
create table public.agent_label_moves (
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  label text not null check (label in ('draft', 'staging', 'production')),
  -- 1, 2, 3 … of this label of this agent.
  move integer not null check (move >= 1),
  -- Null where the label was taken away.
  version integer,
  -- What spoke for it, where the label is guarded by a gate.
  attestation_id text,
  reason text check (char_length(reason) <= 500),
  moved_by uuid references public.profiles (id) on delete set null,
  moved_at timestamptz not null default now(),
  primary key (team_id, agent_id, label, move),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  foreign key (team_id, agent_id, version) references public.agent_versions (team_id, agent_id, version)
    on delete cascade,
  foreign key (team_id, attestation_id) references public.attestations (team_id, id) on delete cascade
);
create index agent_label_moves_of_attestation on public.agent_label_moves (team_id, attestation_id)
  where attestation_id is not null;

revoke all on public.agent_label_moves from public, anon, authenticated, service_role;
grant select on public.agent_label_moves to agent_factory_member;
-- A gate is looked at on the team's behalf, so whoever looked writes: no member goes past it.
grant select, insert (team_id, agent_id, label, move, version, attestation_id, reason, moved_by)
  on public.agent_label_moves to agent_factory_worker;

alter table public.agent_label_moves enable row level security;
alter table public.agent_label_moves force row level security;

create policy "members read" on public.agent_label_moves for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.agent_label_moves for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker moves" on public.agent_label_moves for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.agent_label_moves as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:read,runs:write}')));

select app.count_what_is_a_teams();
