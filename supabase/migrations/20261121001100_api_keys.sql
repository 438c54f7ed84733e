-- Keys of a team for programs. Nobody's own: who made one may leave, the key stays. A transaction of a key
-- becomes a role of its own, which has what members have and is then narrowed by the key's scopes and agents.
do $$
begin
  if not exists (select from pg_roles where rolname = 'agent_factory_key') then
    create role agent_factory_key nologin inherit;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this cluster is being prepared at the same moment
end
$$;
do $$
begin
  grant agent_factory_member to agent_factory_key;
  grant agent_factory_key to agent_factory_app;
exception when unique_violation then
  null; -- as above
end
$$;

create table public.api_keys (
  id text primary key check (app.is_id('key', id)),
  team_id text not null references public.teams (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 100),
  -- The last characters of the key, for a person to tell keys apart.
  hint text not null check (char_length(hint) = 4),
  -- HMAC-SHA-256 of the key under a pepper that is not in the database.
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) >= 1),
  -- The agents that it is for; null for all of the team.
  agent_ids text[] check (cardinality(agent_ids) >= 1),
  -- The least role whose members may do all that the scopes name; policies take the key for such a member.
  acts_as text not null check (acts_as in ('viewer', 'editor', 'admin')),
  -- What it may spend in a month (10⁻⁹ USD); null for no budget of its own.
  budget_nano_usd bigint check (budget_nano_usd >= 0),
  expires_at timestamptz,
  -- Coarse: written at most once a minute.
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id)
);
create index api_keys_newest on public.api_keys (team_id, created_at desc, id desc);

revoke all on public.api_keys from public, anon, authenticated, service_role;
-- The hash is for one function alone.
grant
  select (
    id, team_id, name, hint, scopes, agent_ids, acts_as, budget_nano_usd, expires_at, last_used_at, revoked_at,
    created_by, created_at
  ),
  insert (id, team_id, name, hint, secret_hash, scopes, agent_ids, acts_as, budget_nano_usd, expires_at, created_by),
  update (revoked_at)
  on public.api_keys to agent_factory_member;
grant select (id, team_id, name, agent_ids, budget_nano_usd, expires_at, revoked_at)
  on public.api_keys to agent_factory_worker;
grant select, update (last_used_at) on public.api_keys to agent_factory_definer;

alter table public.api_keys enable row level security;
alter table public.api_keys force row level security;

-- As before, and for a key that is alive: the role that it acts as. A revoked key reaches no row from the next
-- statement on, whatever a process still remembers of it.
create or replace function app.member_team_id(least_role text default 'viewer') returns text
  language plpgsql stable security definer set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  actual_role text;
begin
  if current_setting('role') = 'agent_factory_key' then
    select k.acts_as into actual_role
    from public.api_keys k
    where k.id = claims ->> 'key_id' and k.team_id = claims ->> 'team_id'
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
  else
    select m.role into actual_role
    from public.team_members m
    where m.team_id = claims ->> 'team_id' and m.user_id = (claims ->> 'sub')::uuid;
  end if;
  return case
    when actual_role = least_role
      or actual_role = 'owner'
      or (actual_role = 'admin' and least_role <> 'owner')
      or (actual_role = 'editor' and least_role = 'viewer')
    then claims ->> 'team_id'
  end;
end
$$;

-- On which agents the key of this transaction may do any of the given scopes: their ids, `*` for all, null
-- for none. Policies call it as `(select …)`, once per statement.
create function app.key_grants(any_of text[]) returns text[]
  language plpgsql stable security definer set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
begin
  return (
    select coalesce(k.agent_ids, '{*}')
    from public.api_keys k
    where k.id = claims ->> 'key_id' and k.team_id = claims ->> 'team_id' and k.scopes && any_of
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
  );
end
$$;

create function app.key_scopes() returns text[]
  language plpgsql stable security definer set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
begin
  return (
    select k.scopes from public.api_keys k
    where k.id = claims ->> 'key_id' and k.team_id = claims ->> 'team_id'
  );
end
$$;

-- The one question asked before the team is known: which key is this? Whoever has the hash has the key.
create function app.use_api_key(hash bytea)
  returns table (id text, team_id text, name text, scopes text[], agent_ids text[], expires_at timestamptz)
  language plpgsql volatile security definer set search_path = '' rows 1
as $$
begin
  return query
    select k.id, k.team_id, k.name, k.scopes, k.agent_ids, k.expires_at
    from public.api_keys k
    where k.secret_hash = hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
  update public.api_keys k set last_used_at = now()
  where k.secret_hash = hash and k.revoked_at is null
    and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
end
$$;

-- As before; a key must also be for running agents.
create or replace function app.enqueue_job(
  task text,
  payload jsonb,
  run_at timestamptz default null,
  max_attempts integer default null,
  job_key text default null,
  queue_name text default null,
  priority integer default null,
  flags text[] default null
) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  if payload ->> 'team_id' is distinct from app.current_team_id() or app.current_team_id() is null then
    raise exception 'a job belongs to the team of its transaction' using errcode = 'insufficient_privilege';
  end if;
  if current_setting('role') is distinct from 'agent_factory_worker'
    and app.member_team_id('editor') is null then
    raise exception 'queueing a job takes the role editor' using errcode = 'insufficient_privilege';
  end if;
  if current_setting('role') = 'agent_factory_key' and app.key_grants('{runs:write}') is null then
    raise exception 'queueing a job takes the scope runs:write' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(
    identifier => task,
    payload => payload::json,
    queue_name => queue_name,
    run_at => run_at,
    max_attempts => max_attempts,
    job_key => job_key,
    priority => priority,
    flags => flags
  );
end
$$;

grant create on schema app to agent_factory_definer;
alter function app.key_grants(text[]) owner to agent_factory_definer;
alter function app.key_scopes() owner to agent_factory_definer;
alter function app.use_api_key(bytea) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.key_grants(text[]), app.key_scopes(), app.use_api_key(bytea) from public;
grant execute on function app.key_grants(text[]) to agent_factory_key, agent_factory_queue;
grant execute on function app.key_scopes(), app.use_api_key(bytea) to agent_factory_key;

create policy "lookups" on public.api_keys to agent_factory_definer using (true) with check (true);
create policy "admins read" on public.api_keys for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins create" on public.api_keys for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins revoke" on public.api_keys for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin')))
  with check (team_id = (select app.member_team_id('admin')));
create policy "the worker reads" on public.api_keys for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

-- What a key may do with each table that members reach: restrictive, so on top of what its role allows.
create policy "keys read by scope" on public.api_keys as restrictive for select to agent_factory_key
  using ((select app.key_grants('{keys:read,keys:write}')) is not null);
-- No wider than itself.
create policy "keys create by scope" on public.api_keys as restrictive for insert to agent_factory_key
  with check (
    scopes <@ (select app.key_scopes())
    and ('*' = any ((select app.key_grants('{keys:write}'))::text[])
      or agent_ids <@ (select app.key_grants('{keys:write}')))
  );
create policy "keys revoke by scope" on public.api_keys as restrictive for update to agent_factory_key
  using ((select app.key_grants('{keys:write}')) is not null);

-- A key has no memberships to look up.
create policy "keys see their team" on public.teams for select to agent_factory_key
  using (id = (select app.member_team_id()));
create policy "keys change by scope" on public.teams as restrictive for update to agent_factory_key
  using ((select app.key_grants('{team:write}')) is not null);
create policy "keys add nobody" on public.team_members as restrictive for insert to agent_factory_key
  with check (false);

-- Whoever reads or starts runs reads what is run.
create policy "keys read by scope" on public.agents as restrictive for select to agent_factory_key
  using (array['*', id] && (select app.key_grants('{agents:read,agents:write,runs:read,runs:write}')));
create policy "keys create by scope" on public.agents as restrictive for insert to agent_factory_key
  with check (array['*', id] && (select app.key_grants('{agents:write}')));
create policy "keys change by scope" on public.agents as restrictive for update to agent_factory_key
  using (array['*', id] && (select app.key_grants('{agents:write}')));
create policy "keys read by scope" on public.agent_versions as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:read,agents:write,runs:read,runs:write}')));
create policy "keys add by scope" on public.agent_versions as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{agents:write}')));

create policy "keys read by scope" on public.threads as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:read,runs:write}')));
create policy "keys start by scope" on public.threads as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys read by scope" on public.runs as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:read,runs:write}')));
create policy "keys start by scope" on public.runs as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys cancel by scope" on public.runs as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys read by scope" on public.run_events as restrictive for select to agent_factory_key
  using (
    '*' = any ((select app.key_grants('{runs:read,runs:write}'))::text[])
    or (
      (select app.key_grants('{runs:read,runs:write}')) is not null
      and exists (select from public.runs r where r.team_id = run_events.team_id and r.id = run_events.run_id)
    )
  );
