-- A team is the tenant: every row of every later table carries its id.
create table public.teams (
  id text primary key check (app.is_id('team', id)),
  name text not null check (char_length(name) between 1 and 100),
  -- The user whose personal team this is; null for a team that was made on purpose.
  personal_of uuid unique references public.profiles (id) on delete set null,
  -- When the starter agents were put in; null until then.
  welcomed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.team_members (
  team_id text not null references public.teams (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (team_id, user_id)
);
create index team_members_user on public.team_members (user_id, team_id);

revoke all on public.teams, public.team_members from public, anon, authenticated, service_role;
grant select, update (name, welcomed_at, updated_at) on public.teams to agent_factory_member;
grant select on public.teams to agent_factory_worker;
grant select, insert, update (role, updated_at), delete on public.team_members to agent_factory_member;
grant select, insert, update, delete on public.teams, public.team_members to agent_factory_definer;

alter table public.teams enable row level security;
alter table public.teams force row level security;
alter table public.team_members enable row level security;
alter table public.team_members force row level security;

create policy "lookups" on public.teams to agent_factory_definer using (true) with check (true);
create policy "lookups" on public.team_members to agent_factory_definer using (true) with check (true);

-- The team of this transaction, if the user belongs to it with at least the given role; else null, which
-- equals no row. Policies call it as `= (select …)`: once per statement, and the index on team_id stays in
-- use. One scalar: as a set (`= any (array(select …))`) the same lookup cost 487 µs of CPU per statement
-- against 173 (113 without any policy); plpgsql, because before 18 Postgres plans SQL functions anew each time.
create function app.member_team_id(least_role text default 'viewer') returns text
  language plpgsql stable security definer set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  actual_role text;
begin
  select m.role into actual_role
  from public.team_members m
  where m.team_id = claims ->> 'team_id' and m.user_id = (claims ->> 'sub')::uuid;
  return case
    when actual_role = least_role
      or actual_role = 'owner'
      or (actual_role = 'admin' and least_role <> 'owner')
      or (actual_role = 'editor' and least_role = 'viewer')
    then claims ->> 'team_id'
  end;
end
$$;

-- Every team of the user before one is chosen; afterwards that one alone.
create function app.own_team_ids() returns setof text
  language sql stable security definer set search_path = '' rows 1
as $$
  select m.team_id
  from public.team_members m
  where m.user_id = app.current_user_id()
    and (app.current_team_id() is null or m.team_id = app.current_team_id())
$$;

create policy "members see their team" on public.teams for select to agent_factory_member
  using (id = any (array(select app.own_team_ids())));
create policy "admins change their team" on public.teams for update to agent_factory_member
  using (id = (select app.member_team_id('admin')))
  with check (id = (select app.member_team_id('admin')));
create policy "the worker sees its team" on public.teams for select to agent_factory_worker
  using (id = (select app.current_team_id()));

create policy "members see each other" on public.team_members for select to agent_factory_member
  using (team_id = any (array(select app.own_team_ids())));
-- An owner is made, changed and removed by owners alone.
create policy "admins add members" on public.team_members for insert to agent_factory_member
  with check (
    team_id = (select app.member_team_id('admin'))
    and (role <> 'owner' or team_id = (select app.member_team_id('owner')))
  );
create policy "admins change members" on public.team_members for update to agent_factory_member
  using (
    team_id = (select app.member_team_id('admin'))
    and (role <> 'owner' or team_id = (select app.member_team_id('owner')))
  )
  with check (
    team_id = (select app.member_team_id('admin'))
    and (role <> 'owner' or team_id = (select app.member_team_id('owner')))
  );
create policy "admins remove members, anyone leaves" on public.team_members for delete to agent_factory_member
  using (
    (user_id = (select app.current_user_id()) and team_id = (select app.member_team_id()))
    or (
      team_id = (select app.member_team_id('admin'))
      and (role <> 'owner' or team_id = (select app.member_team_id('owner')))
    )
  );

create policy "profiles of one's team" on public.profiles for select to agent_factory_member
  using (exists (select from public.team_members m where m.user_id = profiles.id));

-- A team keeps an owner for as long as it exists.
create function app.keep_an_owner() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and new.role = 'owner' then
    return null;
  end if;
  perform from public.teams where id = old.team_id for update; -- two owners who leave at once wait here
  if found and not exists (
    select from public.team_members where team_id = old.team_id and role = 'owner'
  ) then
    raise exception 'team % would be left without an owner', old.team_id
      using errcode = 'check_violation', constraint = 'team_members_keep_an_owner';
  end if;
  return null;
end
$$;
create trigger keep_an_owner after update or delete on public.team_members
  for each row when (old.role = 'owner') execute function app.keep_an_owner();

-- A new user, whoever made it (our auth, Supabase, its dashboard), finds a profile and a team of their own.
create function app.welcome_user() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  person text := left(coalesce(
    nullif(btrim(new.raw_user_meta_data ->> 'name'), ''),
    nullif(btrim(new.raw_user_meta_data ->> 'full_name'), ''),
    nullif(split_part(new.email, '@', 1), ''),
    'Someone'
  ), 80);
  team text := app.new_id('team');
begin
  insert into public.profiles (id, email, name) values (new.id, new.email, person);
  insert into public.teams (id, name, personal_of) values (team, person || '''s workspace', new.id);
  insert into public.team_members (team_id, user_id, role) values (team, new.id, 'owner');
  return null;
end
$$;

create function app.follow_user_email() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles set email = new.email, updated_at = now() where id = new.id;
  return null;
end
$$;

-- Before the cascade takes the memberships: a personal team goes with its user unless others joined it.
create function app.remove_personal_team() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.teams t
  where t.personal_of = old.id
    and not exists (select from public.team_members m where m.team_id = t.id and m.user_id <> old.id);
  return old;
end
$$;

-- A function can be handed only to a role that may create in its schema; the right is taken back at once.
grant create on schema app to agent_factory_definer;
alter function app.member_team_id(text) owner to agent_factory_definer;
alter function app.own_team_ids() owner to agent_factory_definer;
alter function app.keep_an_owner() owner to agent_factory_definer;
alter function app.welcome_user() owner to agent_factory_definer;
alter function app.follow_user_email() owner to agent_factory_definer;
alter function app.remove_personal_team() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;

revoke all on function
  app.member_team_id(text), app.own_team_ids(), app.keep_an_owner(), app.welcome_user(),
  app.follow_user_email(), app.remove_personal_team()
  from public;
grant execute on function app.member_team_id(text) to agent_factory_member, agent_factory_queue;
grant execute on function app.own_team_ids() to agent_factory_member;

create trigger agent_factory_welcome_user after insert on auth.users
  for each row execute function app.welcome_user();
create trigger agent_factory_follow_user_email after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function app.follow_user_email();
create trigger agent_factory_remove_personal_team before delete on auth.users
  for each row execute function app.remove_personal_team();
