-- An agent and its versions. What an agent *is* stands in a version, which never changes; the row of the
-- agent carries what lists need and points to the newest version.
create table public.agents (
  id text primary key check (app.is_id('agt', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- The spec's slug; unique among the agents that are not deleted.
  name text not null check (char_length(name) between 1 and 200),
  kind text not null check (kind in ('Agent', 'Team')),
  title text not null,
  description text not null,
  latest_version integer not null check (latest_version >= 1),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (team_id, id)
);
create unique index agents_name_key on public.agents (team_id, name) where deleted_at is null;
create index agents_newest on public.agents (team_id, created_at desc, id desc) where deleted_at is null;

create table public.agent_versions (
  id text primary key check (app.is_id('ver', id)),
  team_id text not null,
  agent_id text not null,
  version integer not null check (version >= 1),
  -- The text as its author wrote it, comments and all.
  spec text not null,
  -- SHA-256 (hex) of the canonical form (RFC 8785).
  spec_hash text not null check (spec_hash ~ '^[0-9a-f]{64}$'),
  message text check (char_length(message) <= 500),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, agent_id, version),
  unique (team_id, agent_id, id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);

-- Checked at commit, so that an agent and its first version can be inserted in either order.
alter table public.agents add constraint agents_latest_version_fkey
  foreign key (team_id, id, latest_version) references public.agent_versions (team_id, agent_id, version)
  deferrable initially deferred;

revoke all on public.agents, public.agent_versions from public, anon, authenticated, service_role;
grant select, insert, update (name, kind, title, description, latest_version, updated_at, deleted_at)
  on public.agents to agent_factory_member;
grant select, insert on public.agent_versions to agent_factory_member;
grant select on public.agents, public.agent_versions to agent_factory_worker;

alter table public.agents enable row level security;
alter table public.agents force row level security;
alter table public.agent_versions enable row level security;
alter table public.agent_versions force row level security;

create policy "members read" on public.agents for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors create" on public.agents for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors change" on public.agents for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.agents for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

create policy "members read" on public.agent_versions for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.agent_versions for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.agent_versions for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

-- The grant already denies it; the trigger holds against owners and future grants too. Only the cascade of
-- a team that is itself gone may take versions along, and a deleted author may be forgotten.
create function app.refuse_version_change() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' and not exists (select from public.teams where id = old.team_id) then
    return old;
  end if;
  if tg_op = 'UPDATE' and new.created_by is null
    and to_jsonb(new) - 'created_by' = to_jsonb(old) - 'created_by'
    and not exists (select from public.profiles where id = old.created_by) then
    return new;
  end if;
  raise exception 'version % of agent % is immutable', old.version, old.agent_id
    using errcode = 'insufficient_privilege';
end
$$;
grant create on schema app to agent_factory_definer;
alter function app.refuse_version_change() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.refuse_version_change() from public;
create trigger refuse_version_change before update or delete on public.agent_versions
  for each row execute function app.refuse_version_change();
