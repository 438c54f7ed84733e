-- A team's own keys of model vendors, each in an envelope that only a process with the master key opens. Members
-- manage them without ever reading one back: the envelope is granted to the worker alone.
create table public.provider_keys (
  id text primary key check (app.is_id('pky', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- As the router names it: `openai`, `anthropic`, …
  vendor text not null check (vendor ~ '^[a-z][a-z0-9-]{0,39}$'),
  label text not null check (char_length(label) between 1 and 100),
  -- Where the service is, when that is not the vendor's own address.
  base_url text check (char_length(base_url) <= 500),
  -- Share of the traffic among the team's keys of this vendor.
  weight integer not null default 1 check (weight between 1 and 100),
  -- `refused`: the vendor said no to it.
  status text not null default 'active' check (status in ('active', 'refused', 'disabled')),
  -- `sk-…9f2c`.
  masked text not null check (char_length(masked) between 1 and 20),
  -- AES-256-GCM under a key of its own, that one under a master key; bound to team and id.
  envelope bytea not null,
  -- Which master key that is.
  key_version text not null,
  -- When the secret was put in; what is said of an older one does not count for it.
  sealed_at timestamptz not null default now(),
  tested_at timestamptz,
  -- Why it is refused, in words that are safe to show.
  last_error text check (char_length(last_error) <= 500),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id)
);
create index provider_keys_newest on public.provider_keys (team_id, created_at desc, id desc);
create index provider_keys_by_master_key on public.provider_keys (key_version);

revoke all on public.provider_keys from public, anon, authenticated, service_role;
grant
  select (
    id, team_id, vendor, label, base_url, weight, status, masked, key_version, sealed_at, tested_at, last_error,
    created_by, created_at
  ),
  insert (id, team_id, vendor, label, base_url, weight, masked, envelope, key_version, tested_at, created_by),
  update (label, weight, status, masked, envelope, key_version, sealed_at, tested_at, last_error),
  delete
  on public.provider_keys to agent_factory_member;
grant select, update (status, envelope, key_version, tested_at, last_error)
  on public.provider_keys to agent_factory_worker;
grant select (id, team_id, key_version) on public.provider_keys to agent_factory_definer;

alter table public.provider_keys enable row level security;
alter table public.provider_keys force row level security;

create policy "lookups" on public.provider_keys for select to agent_factory_definer using (true);
create policy "admins read" on public.provider_keys for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins add" on public.provider_keys for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins change" on public.provider_keys for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin')))
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins remove" on public.provider_keys for delete to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "the worker reads" on public.provider_keys for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker flags and rewraps" on public.provider_keys for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.provider_keys as restrictive for select to agent_factory_key
  using ((select app.key_grants('{keys:read,keys:write}')) is not null);
create policy "keys add by scope" on public.provider_keys as restrictive for insert to agent_factory_key
  with check ((select app.key_grants('{keys:write}')) is not null);
create policy "keys change by scope" on public.provider_keys as restrictive for update to agent_factory_key
  using ((select app.key_grants('{keys:write}')) is not null);
create policy "keys remove by scope" on public.provider_keys as restrictive for delete to agent_factory_key
  using ((select app.key_grants('{keys:write}')) is not null);

-- Two questions across teams, answered with ids alone; whoever acts on one does so inside that team.
create function app.team_of_provider_key(key_id text) returns text
  language sql stable security definer set search_path = ''
as $$
  select k.team_id from public.provider_keys k where k.id = key_id
$$;
-- Those that another master key than this still wraps, after the given id.
create function app.provider_keys_to_rewrap(current_key text, after_id text, at_most integer)
  returns table (team_id text, id text)
  language sql stable security definer set search_path = '' rows 100
as $$
  select k.team_id, k.id from public.provider_keys k
  where k.key_version <> current_key and k.id > after_id
  order by k.id limit at_most
$$;
grant create on schema app to agent_factory_definer;
alter function app.team_of_provider_key(text) owner to agent_factory_definer;
alter function app.provider_keys_to_rewrap(text, text, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.team_of_provider_key(text), app.provider_keys_to_rewrap(text, text, integer) from public;
grant execute on function app.team_of_provider_key(text), app.provider_keys_to_rewrap(text, text, integer)
  to agent_factory_worker;
