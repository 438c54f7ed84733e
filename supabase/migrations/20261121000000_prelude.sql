-- What every later migration stands on: roles, the parts of Supabase that a bare Postgres lacks, and the
-- claims of the running transaction. Nothing here touches what a real Supabase already has.

-- Roles. They belong to the cluster, not to this database, so each is made only where it is missing, and
-- without a password: the preparer sets those. See docs/decisions/0140-database-roles.md.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      -- Supabase's own. Nothing is granted to them here: programs reach the data through our API alone.
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit'),
      -- What a transaction of the application may become, one role per kind of caller.
      ('agent_factory_member', 'nologin'),
      ('agent_factory_worker', 'nologin'),
      ('agent_factory_auth', 'nologin'),
      -- Owns the definer functions; nobody becomes it.
      ('agent_factory_definer', 'nologin'),
      -- Logs in; has no right of its own but to become one of the three above.
      ('agent_factory_app', 'login noinherit'),
      -- Logs in; owns the queue's schema.
      ('agent_factory_queue', 'login noinherit')
    ) as roles(name, attributes)
  loop
    begin
      if not exists (select from pg_roles where rolname = wanted.name) then
        execute format('create role %I %s', wanted.name, wanted.attributes);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- another database of this cluster is being prepared at the same moment
    end;
  end loop;

  -- Handing a function over to a role takes membership in it, which a superuser needs not; the administrator
  -- of a Supabase project is none.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant agent_factory_definer, agent_factory_queue to %I', current_user);
  end if;
end
$$;

do $$
begin
  grant agent_factory_member, agent_factory_worker, agent_factory_auth to agent_factory_app;
exception when unique_violation then
  null; -- as above: the same grant, made at the same moment from another database
end
$$;

-- On Supabase every new table of `public` is granted to the roles of its REST gateway. Not ours.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

-- The subset of Supabase Auth's schema that a bare Postgres needs.
do $$
begin
  if to_regclass('auth.users') is not null then
    return;
  end if;

  create schema if not exists auth;
  revoke all on schema auth from public;
  grant usage on schema auth to agent_factory_auth;

  create table auth.users (
    id uuid primary key default gen_random_uuid(),
    aud text not null default 'authenticated',
    role text not null default 'authenticated',
    email text,
    phone text,
    encrypted_password text,
    email_confirmed_at timestamptz,
    phone_confirmed_at timestamptz,
    invited_at timestamptz,
    confirmation_sent_at timestamptz,
    recovery_sent_at timestamptz,
    email_change text,
    email_change_sent_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb not null default '{}',
    raw_user_meta_data jsonb not null default '{}',
    is_anonymous boolean not null default false,
    banned_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
  );
  create unique index users_email_key on auth.users (lower(email)) where deleted_at is null;

  alter table auth.users enable row level security;
  alter table auth.users force row level security;
  create policy "the auth service keeps the users" on auth.users
    to agent_factory_auth using (true) with check (true);
  grant select, insert, update, delete on auth.users to agent_factory_auth;
end
$$;

do $$
begin
  if to_regprocedure('auth.jwt()') is null then
    create function auth.jwt() returns jsonb language sql stable set search_path = ''
      as 'select nullif(current_setting(''request.jwt.claims'', true), '''')::jsonb';
  end if;
  if to_regprocedure('auth.uid()') is null then
    create function auth.uid() returns uuid language sql stable set search_path = ''
      as 'select (nullif(current_setting(''request.jwt.claims'', true), '''')::jsonb ->> ''sub'')::uuid';
  end if;
end
$$;

-- Our own functions live apart from the data, where Supabase's REST gateway does not look.
create schema app;
revoke all on schema app from public;
grant usage on schema app to agent_factory_member, agent_factory_worker, agent_factory_definer, agent_factory_queue;

-- The claims that the door (`withTenant`, `withUser`) sets with SET LOCAL semantics: `sub` is the user,
-- `team_id` the tenant that was chosen. Absent claims are null, and null matches no row.
create function app.current_user_id() returns uuid
  language sql stable parallel safe
  return (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;

create function app.current_team_id() returns text
  language sql stable parallel safe
  return nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'team_id';

-- Ids as `packages/contracts` makes them: a prefix, then a UUIDv7 (RFC 9562) in Crockford base 32.
create function app.is_id(prefix text, value text) returns boolean
  language sql immutable parallel safe
  return value ~ ('^' || prefix || '_[0-9a-hjkmnp-tv-z]{26}$');

create function app.new_id(prefix text) returns text
  language plpgsql volatile set search_path = ''
as $$
declare
  milliseconds bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  bytes bytea := decode(lpad(to_hex(milliseconds), 12, '0'), 'hex') || substring(uuid_send(gen_random_uuid()) from 7);
  bits bit varying;
  id text := prefix || '_';
begin
  bytes := set_byte(bytes, 6, (get_byte(bytes, 6) & 15) | 112);
  bits := b'00' || (('x' || encode(bytes, 'hex'))::bit(128))::bit varying;
  for i in 0..25 loop
    id := id || substr('0123456789abcdefghjkmnpqrstvwxyz', substring(bits from i * 5 + 1 for 5)::bit(5)::int + 1, 1);
  end loop;
  return id;
end
$$;

revoke all on all functions in schema app from public;
grant execute on function app.current_user_id(), app.current_team_id(), app.is_id(text, text), app.new_id(text)
  to agent_factory_member, agent_factory_worker, agent_factory_definer, agent_factory_queue;
