-- The reflection loop's proposals: a new text for an agent's spec that a model wrote from failures on the train split. It
-- is a patch until a person makes a version of it, and it gets there only by winning on validation and passing the seal.
create table public.spec_patches (
  id text primary key check (app.is_id('pat', id)),
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  -- What it changes.
  agent_version_id text not null,
  version integer not null,
  -- What it is tried on; the cases stay as they were.
  dataset_id text not null,
  dataset_version_id text not null,
  status text not null default 'queued'
    check (status in ('queued', 'working', 'won', 'accepted', 'discarded')),
  -- How far it is: failures on train, the proposal, validation, the sealed check.
  phase text check (phase in ('train', 'proposal', 'validation', 'sealed')),
  -- Why it was discarded: a stable code, and words for people.
  reason_code text check (char_length(reason_code) <= 100),
  reason text check (char_length(reason) <= 10000),
  -- The proposal: text, diff by risk, what the model says of it. Null until there is one.
  patch jsonb check (octet_length(patch::text) <= 2000000),
  -- What each finished phase came to, so that whoever takes the work over begins where it ended.
  results jsonb not null default '{}' check (octet_length(results::text) <= 4000000),
  settings jsonb not null default '{}' check (octet_length(settings::text) <= 20000),
  limit_nano_usd bigint not null check (limit_nano_usd >= 0),
  -- The version that was made of it.
  accepted_version integer,
  created_by uuid references public.profiles (id) on delete set null,
  api_key_id text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (team_id, id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  foreign key (team_id, dataset_id) references public.datasets (team_id, id) on delete cascade,
  constraint spec_patches_finished_when_judged
    check ((finished_at is not null) = (status in ('won', 'accepted', 'discarded')))
);
create index spec_patches_newest on public.spec_patches (team_id, agent_id, created_at desc, id desc);
create index spec_patches_of_dataset on public.spec_patches (team_id, dataset_id);

-- Each time a patch was held against sealed cases. They are worth something only as long as few have looked: the numbers
-- end, and neither a deleted patch nor a renamed dataset gives one back.
create table public.sealed_looks (
  team_id text not null references public.teams (id) on delete cascade,
  -- SHA-256 of the sealed cases: equal cases, one account of looks.
  sealed_hash text not null check (sealed_hash ~ '^[0-9a-f]{64}$'),
  look integer not null check (look between 1 and 5),
  patch_id text not null check (app.is_id('pat', patch_id)),
  looked_at timestamptz not null default now(),
  primary key (team_id, sealed_hash, look),
  unique (team_id, patch_id, sealed_hash)
);

revoke all on public.spec_patches, public.sealed_looks from public, anon, authenticated, service_role;
grant select, update (status, reason_code, reason, accepted_version, finished_at)
  on public.spec_patches to agent_factory_member;
-- Begun on behalf of whoever may test, with its job in one transaction.
grant
  select,
  insert (
    id, team_id, agent_id, agent_version_id, version, dataset_id, dataset_version_id, settings, limit_nano_usd,
    created_by, api_key_id
  ),
  update (status, phase, reason_code, reason, patch, results, finished_at)
  on public.spec_patches to agent_factory_worker;
grant select on public.sealed_looks to agent_factory_member;
grant select, insert (team_id, sealed_hash, look, patch_id) on public.sealed_looks to agent_factory_worker;

alter table public.spec_patches enable row level security;
alter table public.spec_patches force row level security;
alter table public.sealed_looks enable row level security;
alter table public.sealed_looks force row level security;

create policy "members read" on public.spec_patches for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors decide" on public.spec_patches for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')) and status in ('accepted', 'discarded'));
create policy "the worker reads" on public.spec_patches for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker begins" on public.spec_patches for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker works" on public.spec_patches for update to agent_factory_worker
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()) and status <> 'accepted');
create policy "members read" on public.sealed_looks for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.sealed_looks for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker looks" on public.sealed_looks for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.spec_patches as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:read,tests:write}')));
create policy "keys decide by scope" on public.spec_patches as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{tests:write}')));
create policy "keys read by scope" on public.sealed_looks as restrictive for select to agent_factory_key
  using ((select app.key_grants('{tests:read,tests:write}')) is not null);

select app.count_what_is_a_teams();
