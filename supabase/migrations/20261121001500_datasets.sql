-- What agents are tested with. A dataset is a name; its versions are addressed by the hash of their cases and never change.
create table public.datasets (
  id text primary key check (app.is_id('dst', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- The agent that it was made for; null for one that serves several.
  agent_id text,
  name text not null check (char_length(name) between 1 and 100),
  description text not null default '' check (char_length(description) <= 2000),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id),
  unique (team_id, name),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);
create index datasets_newest on public.datasets (team_id, created_at desc, id desc);
create index datasets_of_agent on public.datasets (team_id, agent_id) where agent_id is not null;

create table public.dataset_versions (
  id text primary key check (app.is_id('dsv', id)),
  team_id text not null,
  dataset_id text not null,
  version integer not null check (version >= 1),
  -- SHA-256 of the canonical JSON of its cases: equal cases, equal version.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  cases integer not null check (cases between 1 and 10000),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id),
  unique (team_id, dataset_id, content_hash),
  unique (team_id, dataset_id, version),
  foreign key (team_id, dataset_id) references public.datasets (team_id, id) on delete cascade
);

create table public.dataset_cases (
  team_id text not null,
  dataset_version_id text not null,
  position integer not null check (position between 0 and 9999),
  name text not null check (char_length(name) between 1 and 200),
  split text not null check (split in ('train', 'validation', 'sealed')),
  -- The case as `contracts/dataset.ts` has it.
  body jsonb not null check (octet_length(body::text) <= 1000000),
  primary key (team_id, dataset_version_id, position),
  foreign key (team_id, dataset_version_id) references public.dataset_versions (team_id, id) on delete cascade
);

revoke all on public.datasets, public.dataset_versions, public.dataset_cases
  from public, anon, authenticated, service_role;
grant
  select, insert (id, team_id, agent_id, name, description, created_by), update (name, description), delete
  on public.datasets to agent_factory_member;
grant select, insert (id, team_id, dataset_id, version, content_hash, cases, created_by)
  on public.dataset_versions to agent_factory_member;
grant select, insert on public.dataset_cases to agent_factory_member;
grant select on public.datasets, public.dataset_versions, public.dataset_cases to agent_factory_worker;

alter table public.datasets enable row level security;
alter table public.datasets force row level security;
alter table public.dataset_versions enable row level security;
alter table public.dataset_versions force row level security;
alter table public.dataset_cases enable row level security;
alter table public.dataset_cases force row level security;

create policy "members read" on public.datasets for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.datasets for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors change" on public.datasets for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors remove" on public.datasets for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.datasets for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "members read" on public.dataset_versions for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.dataset_versions for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.dataset_versions for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "members read" on public.dataset_cases for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.dataset_cases for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.dataset_cases for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.datasets as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:read,tests:write}')));
create policy "keys add by scope" on public.datasets as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys change by scope" on public.datasets as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys remove by scope" on public.datasets as restrictive for delete to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:write}')));
-- A key sees of a dataset what it sees the dataset for.
create policy "keys read by scope" on public.dataset_versions as restrictive for select to agent_factory_key
  using (
    (select app.key_grants('{tests:read,tests:write}')) is not null
    and exists (select from public.datasets d where d.team_id = dataset_versions.team_id and d.id = dataset_id)
  );
create policy "keys add by scope" on public.dataset_versions as restrictive for insert to agent_factory_key
  with check (
    (select app.key_grants('{tests:write}')) is not null
    and exists (select from public.datasets d where d.team_id = dataset_versions.team_id and d.id = dataset_id)
  );
create policy "keys read by scope" on public.dataset_cases as restrictive for select to agent_factory_key
  using (
    (select app.key_grants('{tests:read,tests:write}')) is not null
    and exists (
      select from public.dataset_versions v
      where v.team_id = dataset_cases.team_id and v.id = dataset_version_id
    )
  );
create policy "keys add by scope" on public.dataset_cases as restrictive for insert to agent_factory_key
  with check (
    (select app.key_grants('{tests:write}')) is not null
    and exists (
      select from public.dataset_versions v
      where v.team_id = dataset_cases.team_id and v.id = dataset_version_id
    )
  );
