-- A team's credentials for the services that its tools reach, each in an envelope that only a process with the master
-- key opens. Members manage them without ever reading one back: the envelope is granted to the worker alone.
create table public.connections (
  id text primary key check (app.is_id('con', id)),
  team_id text not null references public.teams (id) on delete cascade,
  kind text not null check (
    kind in (
      'mcp', 'openapi', 'http_api_key', 'github', 'slack', 'jira', 'tavily', 'brave', 'perplexity', 'searxng', 'smtp'
    )
  ),
  name text not null check (char_length(name) between 1 and 100),
  -- Where the service is, when that is not the kind's usual address.
  base_url text check (char_length(base_url) <= 1500),
  -- The fields that are no secret, by name.
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  -- Which secrets there are: `{"token": "ghp_…9f2c"}`.
  masked jsonb not null default '{}' check (jsonb_typeof(masked) = 'object'),
  -- Tools of an MCP server that call themselves read-only and are believed.
  trusted_reads text[] not null default '{}',
  -- `refused`: the service said no to it.
  status text not null default 'active' check (status in ('active', 'refused', 'disabled')),
  -- AES-256-GCM under a key of its own, that one under a master key; bound to team and id. JSON of the secret fields.
  envelope bytea not null,
  -- Which master key that is.
  key_version text not null,
  tested_at timestamptz,
  -- Why it is refused, in words that are safe to show.
  last_error text check (char_length(last_error) <= 500),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id)
);
create index connections_newest on public.connections (team_id, created_at desc, id desc);
create index connections_by_master_key on public.connections (key_version);
-- What a tool asks for by its kind is one; what it asks for by its address is one per address.
create unique index connections_one_of_kind on public.connections (team_id, kind)
  where kind not in ('mcp', 'openapi', 'http_api_key');
create unique index connections_one_of_address on public.connections (team_id, kind, base_url)
  where kind in ('mcp', 'openapi', 'http_api_key');

-- What each tool of a server was when the team first used or last approved it. A server that says something else
-- of a tool later (a "rug pull") finds the tool switched off until somebody has looked.
create table public.tool_pins (
  team_id text not null references public.teams (id) on delete cascade,
  source text not null check (source in ('mcp', 'openapi')),
  url text not null check (char_length(url) between 1 and 2000),
  -- As the server names it.
  tool text not null check (char_length(tool) between 1 and 200),
  -- SHA-256 of the canonical form of the definition.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  definition jsonb not null,
  pinned_at timestamptz not null default now(),
  -- Null: by its first use.
  approved_by uuid references public.profiles (id) on delete set null,
  -- What it is now, when that is something else.
  changed_hash text check (changed_hash ~ '^[0-9a-f]{64}$'),
  changed_definition jsonb,
  changed_at timestamptz,
  primary key (team_id, source, url, tool),
  check ((changed_hash is null) = (changed_definition is null) and (changed_hash is null) = (changed_at is null))
);
create index tool_pins_changed on public.tool_pins (team_id, changed_at desc) where changed_hash is not null;

revoke all on public.connections, public.tool_pins from public, anon, authenticated, service_role;
grant
  select (
    id, team_id, kind, name, base_url, settings, masked, trusted_reads, status, key_version, tested_at, last_error,
    created_by, created_at
  ),
  insert (
    id, team_id, kind, name, base_url, settings, masked, envelope, key_version, tested_at, created_by
  ),
  update (name, settings, masked, trusted_reads, status, envelope, key_version, tested_at, last_error),
  delete
  on public.connections to agent_factory_member;
grant select, update (status, envelope, key_version, tested_at, last_error)
  on public.connections to agent_factory_worker;
grant select (id, team_id, key_version) on public.connections to agent_factory_definer;
grant
  select,
  update (hash, definition, pinned_at, approved_by, changed_hash, changed_definition, changed_at)
  on public.tool_pins to agent_factory_member;
grant
  select,
  insert (team_id, source, url, tool, hash, definition),
  update (changed_hash, changed_definition, changed_at)
  on public.tool_pins to agent_factory_worker;

alter table public.connections enable row level security;
alter table public.connections force row level security;
alter table public.tool_pins enable row level security;
alter table public.tool_pins force row level security;

create policy "lookups" on public.connections for select to agent_factory_definer using (true);
create policy "admins read" on public.connections for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins add" on public.connections for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins change" on public.connections for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin')))
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins remove" on public.connections for delete to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "the worker reads" on public.connections for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker flags and rewraps" on public.connections for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "admins read" on public.tool_pins for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins approve" on public.tool_pins for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin')))
  with check (team_id = (select app.member_team_id('admin')));
create policy "the worker reads" on public.tool_pins for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker pins" on public.tool_pins for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker notes changes" on public.tool_pins for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.connections as restrictive for select to agent_factory_key
  using ((select app.key_grants('{connections:read,connections:write}')) is not null);
create policy "keys add by scope" on public.connections as restrictive for insert to agent_factory_key
  with check ((select app.key_grants('{connections:write}')) is not null);
create policy "keys change by scope" on public.connections as restrictive for update to agent_factory_key
  using ((select app.key_grants('{connections:write}')) is not null);
create policy "keys remove by scope" on public.connections as restrictive for delete to agent_factory_key
  using ((select app.key_grants('{connections:write}')) is not null);
create policy "keys read by scope" on public.tool_pins as restrictive for select to agent_factory_key
  using ((select app.key_grants('{connections:read,connections:write}')) is not null);
create policy "keys approve by scope" on public.tool_pins as restrictive for update to agent_factory_key
  using ((select app.key_grants('{connections:write}')) is not null);

-- Those that another master key than this still wraps, after the given id: ids alone, across teams.
create function app.connections_to_rewrap(current_key text, after_id text, at_most integer)
  returns table (team_id text, id text)
  language sql stable security definer set search_path = '' rows 100
as $$
  select c.team_id, c.id from public.connections c
  where c.key_version <> current_key and c.id > after_id
  order by c.id limit at_most
$$;
grant create on schema app to agent_factory_definer;
alter function app.connections_to_rewrap(text, text, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.connections_to_rewrap(text, text, integer) from public;
grant execute on function app.connections_to_rewrap(text, text, integer) to agent_factory_worker;
