-- What people say of a trial, which judges are measured against.
create table public.trial_labels (
  id text primary key check (app.is_id('lbl', id)),
  team_id text not null,
  trial_id text not null,
  agent_id text not null,
  -- What was asked of the answer; '' for the trial as a whole.
  criterion text not null default '' check (char_length(criterion) <= 10000),
  label text not null check (label in ('pass', 'fail')),
  note text check (char_length(note) <= 2000),
  labelled_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id),
  -- One person, one opinion; a second takes the place of the first.
  unique nulls not distinct (team_id, trial_id, criterion, labelled_by),
  foreign key (team_id, trial_id) references public.test_trials (team_id, id) on delete cascade
);

-- Signed statements that a version passed its tests, under which settings. Never changed.
create table public.attestations (
  id text primary key check (app.is_id('att', id)),
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  test_run_id text,
  spec_hash text not null check (spec_hash ~ '^[0-9a-f]{64}$'),
  -- Whether the gate was open.
  open boolean not null,
  -- As it was signed, its signature with it.
  body jsonb not null check (octet_length(body::text) <= 500000),
  created_at timestamptz not null default now(),
  unique (team_id, id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);
create index attestations_newest on public.attestations (team_id, agent_id, spec_hash, created_at desc);

revoke all on public.trial_labels, public.attestations from public, anon, authenticated, service_role;
grant
  select, insert (id, team_id, trial_id, agent_id, criterion, label, note, labelled_by),
  update (label, note), delete
  on public.trial_labels to agent_factory_member;
grant select on public.trial_labels to agent_factory_worker;
grant select on public.attestations to agent_factory_member;
grant select, insert on public.attestations to agent_factory_worker;

alter table public.trial_labels enable row level security;
alter table public.trial_labels force row level security;
alter table public.attestations enable row level security;
alter table public.attestations force row level security;

create policy "members read" on public.trial_labels for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.trial_labels for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors change" on public.trial_labels for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors remove" on public.trial_labels for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.trial_labels for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "members read" on public.attestations for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.attestations for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker adds" on public.attestations for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.trial_labels as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:read,tests:write}')));
create policy "keys add by scope" on public.trial_labels as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys change by scope" on public.trial_labels as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys remove by scope" on public.trial_labels as restrictive for delete to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys read by scope" on public.attestations as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:read,tests:write}')));
