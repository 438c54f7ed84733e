-- An invitation is for one address and one role, good once and for a while. What proves it is a random token that is
-- mailed; the row holds its SHA-256 alone (256 random bits need no slow hash and no pepper).
create table public.invitations (
  id text primary key check (app.is_id('inv', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- In lower case.
  email text not null check (email = lower(email) and char_length(email) between 3 and 320),
  -- Owners are made of members, by owners.
  role text not null check (role in ('admin', 'editor', 'viewer')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'revoked')),
  invited_by uuid references public.profiles (id) on delete set null,
  accepted_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  -- When the token that counts now was made, and how many there have been.
  sent_at timestamptz not null default now(),
  sent_count integer not null default 1 check (sent_count >= 1),
  expires_at timestamptz not null,
  closed_at timestamptz,
  unique (team_id, id),
  constraint invitations_closed_when_not_open check ((state = 'open') = (closed_at is null))
);
create unique index invitations_open on public.invitations (team_id, email) where state = 'open';
create index invitations_open_of_address on public.invitations (email) where state = 'open';
create index invitations_newest on public.invitations (team_id, created_at desc, id desc);

revoke all on public.invitations from public, anon, authenticated, service_role;
-- The hash is for one function alone.
grant
  select (
    id, team_id, email, role, state, invited_by, accepted_by, created_at, sent_at, sent_count, expires_at, closed_at
  ),
  insert (id, team_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at),
  update (role, token_hash, state, sent_at, sent_count, expires_at, closed_at)
  on public.invitations to agent_factory_member;
grant select, update (state, accepted_by, closed_at) on public.invitations to agent_factory_definer;

alter table public.invitations enable row level security;
alter table public.invitations force row level security;

create policy "lookups" on public.invitations to agent_factory_definer using (true) with check (true);
create policy "admins read" on public.invitations for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins invite" on public.invitations for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('admin')) and state = 'open');
-- What is closed stays closed, and nobody but the invited accepts.
create policy "admins resend and revoke" on public.invitations for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin')) and state = 'open')
  with check (team_id = (select app.member_team_id('admin')) and state in ('open', 'revoked'));
-- A key could otherwise outlive who made it in the shape of a member.
create policy "keys read none" on public.invitations as restrictive for select to agent_factory_key using (false);
create policy "keys invite nobody" on public.invitations as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys change none" on public.invitations as restrictive for update to agent_factory_key using (false);

-- Whether a person's address is known to be theirs, as the auth service says. Who has no token is let in by it alone.
alter table public.profiles add column email_proven boolean not null default false;
do $$
begin
  alter table public.profiles no force row level security;
  update public.profiles p set email_proven = true
  from auth.users u where u.id = p.id and u.email_confirmed_at is not null;
  alter table public.profiles force row level security;
end
$$;

create or replace function app.welcome_user() returns trigger
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
  insert into public.profiles (id, email, email_proven, name)
  values (new.id, new.email, new.email_confirmed_at is not null, person);
  insert into public.teams (id, name, personal_of) values (team, person || '''s workspace', new.id);
  insert into public.team_members (team_id, user_id, role) values (team, new.id, 'owner');
  return null;
end
$$;

create or replace function app.follow_user_email() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles
  set email = new.email, email_proven = new.email_confirmed_at is not null, updated_at = now()
  where id = new.id;
  return null;
end
$$;
-- Beside the one that follows the address: on Supabase the table is another's, and a trigger there can be added, not replaced.
create trigger agent_factory_follow_user_proof after update of email_confirmed_at on auth.users
  for each row when (old.email_confirmed_at is distinct from new.email_confirmed_at)
  execute function app.follow_user_email();

-- What whoever holds the token may know before signing in.
create function app.invitation_with(hash bytea)
  returns table (team_name text, email text, role text, invited_by text, state text, expires_at timestamptz)
  language sql stable security definer set search_path = '' rows 1
as $$
  select t.name, i.email, i.role, p.name,
    case when i.state = 'open' and i.expires_at <= now() then 'expired' else i.state end, i.expires_at
  from public.invitations i
  join public.teams t on t.id = i.team_id and t.deleted_at is null
  left join public.profiles p on p.id = i.invited_by
  where i.token_hash = hash
$$;

-- What waits for the user, by their own address.
create function app.own_invitations()
  returns table (invitation_id text, team_name text, role text, invited_by text, expires_at timestamptz)
  language sql stable security definer set search_path = '' rows 1
as $$
  select i.id, t.name, i.role, p.name, i.expires_at
  from public.profiles me
  join public.invitations i on i.email = lower(me.email)
  join public.teams t on t.id = i.team_id and t.deleted_at is null
  left join public.profiles p on p.id = i.invited_by
  where me.id = app.current_user_id() and me.email_proven and i.state = 'open' and i.expires_at > now()
  order by i.created_at
$$;

-- Lets the user in, by token or, for a proven address, by id. `outcome` says why not: none, closed, expired, other_address.
create function app.accept_invitation(invitation text, hash bytea)
  returns table (outcome text, team_id text, invitation_id text, role text, email text)
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  me public.profiles;
  found_one public.invitations;
begin
  select p.* into me from public.profiles p where p.id = app.current_user_id();
  select i.* into found_one from public.invitations i
  where (i.token_hash = hash or (hash is null and i.id = invitation and me.email_proven and i.email = lower(me.email)))
    and exists (select from public.teams t where t.id = i.team_id and t.deleted_at is null)
  for update of i;
  if found_one.id is null or me.id is null then
    return query select 'none', null::text, null::text, null::text, null::text;
    return;
  end if;
  if lower(me.email) is distinct from found_one.email then
    return query select 'other_address', null::text, null::text, null::text, found_one.email;
    return;
  end if;
  if found_one.state <> 'open' then
    return query select 'closed', null::text, null::text, null::text, found_one.email;
    return;
  end if;
  if found_one.expires_at <= now() then
    return query select 'expired', null::text, null::text, null::text, found_one.email;
    return;
  end if;
  -- Who is a member already keeps the role: an invitation neither promotes nor demotes.
  insert into public.team_members (team_id, user_id, role)
  values (found_one.team_id, me.id, found_one.role) on conflict do nothing;
  update public.invitations i set state = 'accepted', accepted_by = me.id, closed_at = now() where i.id = found_one.id;
  return query
    select 'joined', m.team_id, found_one.id, m.role, found_one.email
    from public.team_members m where m.team_id = found_one.team_id and m.user_id = me.id;
end
$$;

create function app.decline_invitation(invitation text) returns text
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  declined text;
begin
  update public.invitations i set state = 'declined', closed_at = now()
  where i.id = invitation and i.id in (select o.invitation_id from app.own_invitations() o)
  returning i.team_id into declined;
  return declined;
end
$$;

grant create on schema app to agent_factory_definer;
alter function app.invitation_with(bytea) owner to agent_factory_definer;
alter function app.own_invitations() owner to agent_factory_definer;
alter function app.accept_invitation(text, bytea) owner to agent_factory_definer;
alter function app.decline_invitation(text) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function
  app.invitation_with(bytea), app.own_invitations(), app.accept_invitation(text, bytea), app.decline_invitation(text)
  from public;
grant execute on function
  app.invitation_with(bytea), app.own_invitations(), app.accept_invitation(text, bytea), app.decline_invitation(text)
  to agent_factory_member;
