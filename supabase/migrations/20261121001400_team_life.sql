-- Teams are made, given away, shut and erased. A team that was deleted is shut at once, for members and keys alike, and
-- stays for a while in which an owner can have it back; then a job deletes its row and with it, by cascade, all it had.
alter table public.teams
  add column deleted_at timestamptz,
  add column deleted_by uuid references public.profiles (id) on delete set null,
  -- From when on nothing of it is kept.
  add column erase_after timestamptz,
  add constraint teams_erased_after_deletion check ((deleted_at is null) = (erase_after is null)),
  -- A personal team goes with its person, who would be nowhere without it.
  add constraint teams_personal_is_open check (personal_of is null or deleted_at is null);
create index teams_to_erase on public.teams (erase_after) where erase_after is not null;

-- As before, and null for a team that is shut.
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
    join public.teams t on t.id = k.team_id and t.deleted_at is null
    where k.id = claims ->> 'key_id' and k.team_id = claims ->> 'team_id'
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
  else
    select m.role into actual_role
    from public.team_members m
    join public.teams t on t.id = m.team_id and t.deleted_at is null
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

create or replace function app.own_team_ids() returns setof text
  language sql stable security definer set search_path = '' rows 1
as $$
  select m.team_id
  from public.team_members m
  join public.teams t on t.id = m.team_id and t.deleted_at is null
  where m.user_id = app.current_user_id()
    and (app.current_team_id() is null or m.team_id = app.current_team_id())
$$;

-- As before, with a lock that rows which only refer to the team, as those of the audit log do, need not wait for: two
-- owners who leave at once would otherwise each hold what the other waits for.
create or replace function app.keep_an_owner() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and new.role = 'owner' then
    return null;
  end if;
  perform from public.teams where id = old.team_id for no key update;
  if found and not exists (
    select from public.team_members where team_id = old.team_id and role = 'owner'
  ) then
    raise exception 'team % would be left without an owner', old.team_id
      using errcode = 'check_violation', constraint = 'team_members_keep_an_owner';
  end if;
  return null;
end
$$;

-- A new team of the user; null for one who owns too many already.
create function app.create_team(id text, name text, at_most integer) returns text
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  person uuid := app.current_user_id();
begin
  -- Two that are made at once are counted one after the other.
  perform from public.profiles p where p.id = person for no key update;
  if not found then
    return null;
  end if;
  if at_most <= (
    select count(*) from public.team_members m where m.user_id = person and m.role = 'owner'
  ) then
    return null;
  end if;
  insert into public.teams (id, name) values (create_team.id, create_team.name);
  insert into public.team_members (team_id, user_id, role) values (create_team.id, person, 'owner');
  return create_team.id;
end
$$;

-- Shuts the team of this transaction; when it will be erased, or null for whoever is no owner and for a personal team.
create function app.shut_team(grace interval) returns timestamptz
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  erased timestamptz;
begin
  update public.teams t
  set deleted_at = now(), deleted_by = app.current_user_id(), erase_after = now() + grace, updated_at = now()
  where t.id = app.member_team_id('owner') and t.personal_of is null
  returning t.erase_after into erased;
  return erased;
end
$$;

-- What the user may still have back.
create function app.shut_teams()
  returns table (team_id text, name text, deleted_at timestamptz, erase_after timestamptz)
  language sql stable security definer set search_path = '' rows 1
as $$
  select t.id, t.name, t.deleted_at, t.erase_after
  from public.team_members m join public.teams t on t.id = m.team_id
  where m.user_id = app.current_user_id() and m.role = 'owner' and t.deleted_at is not null and t.erase_after > now()
  order by t.deleted_at desc
$$;

create function app.reopen_team(team text) returns boolean
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.teams t set deleted_at = null, deleted_by = null, erase_after = null, updated_at = now()
  where t.id = team and t.id in (select s.team_id from app.shut_teams() s);
  return found;
end
$$;

-- The question that is asked across teams: whose time is over? Ids alone; whoever acts on one does so inside it.
create function app.teams_to_erase(at_most integer) returns setof text
  language sql stable security definer set search_path = '' rows 10
as $$
  select t.id from public.teams t where t.erase_after <= now() order by t.erase_after limit at_most
$$;

-- And: what is still at work in a team that is shut?
create function app.runs_of_shut_teams(at_most integer) returns table (team_id text, run_id text)
  language sql stable security definer set search_path = '' rows 10
as $$
  select r.team_id, r.id
  from public.teams t join public.runs r on r.team_id = t.id
  where t.erase_after is not null
    and (r.status in ('queued', 'waiting') or (r.status = 'running' and r.cancel_requested_at is null))
  limit at_most
$$;

-- Jobs lie in the queue's own schema and follow no foreign key.
create function app.forget_jobs(team text) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from graphile_worker._private_jobs j where j.payload ->> 'team_id' = team;
end
$$;

-- Deletes the team of this transaction, with everything that it had; false while its time has not come.
create function app.erase_team() returns boolean
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from public.teams t where t.id = app.current_team_id() and t.erase_after <= now();
  if not found then
    return false;
  end if;
  perform app.forget_jobs(app.current_team_id());
  return true;
end
$$;

-- Members and keys cannot reach a shut team; what acts without them, as schedules do, must not start anything there.
create function app.refuse_in_shut_team() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.teams t where t.id = new.team_id and t.deleted_at is not null) then
    raise exception 'team % is shut', new.team_id
      using errcode = 'check_violation', constraint = 'runs_team_is_open';
  end if;
  return new;
end
$$;

-- In their own team a person stays the owner; the cascade of a person who is gone may take the membership along.
create function app.keep_person_in_own_team() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.teams t where t.id = old.team_id and t.personal_of = old.user_id)
    and exists (select from public.profiles p where p.id = old.user_id) then
    raise exception 'the personal team % keeps its person as owner', old.team_id
      using errcode = 'check_violation', constraint = 'team_members_personal';
  end if;
  return null;
end
$$;

-- In which of the user's teams a thing is, so that an address of one team can be followed from another; null for what is
-- not there and for what is in no team of theirs.
create function app.team_of(thing text) returns text
  language plpgsql stable security definer set search_path = ''
as $$
declare
  team text;
begin
  case split_part(thing, '_', 1)
    when 'agt' then select a.team_id into team from public.agents a where a.id = thing and a.deleted_at is null;
    when 'run' then select r.team_id into team from public.runs r where r.id = thing;
    when 'thr' then select h.team_id into team from public.threads h where h.id = thing;
    when 'apr' then select a.team_id into team from public.approvals a where a.id = thing;
    when 'doc' then select d.team_id into team from public.documents d where d.id = thing;
    else return null;
  end case;
  return (
    select m.team_id from public.team_members m
    join public.teams t on t.id = m.team_id and t.deleted_at is null
    where m.team_id = team and m.user_id = app.current_user_id()
  );
end
$$;

grant select (id, team_id, deleted_at) on public.agents to agent_factory_definer;
grant select (id, team_id) on public.threads, public.documents to agent_factory_definer;
create policy "lookups" on public.agents for select to agent_factory_definer using (true);
create policy "lookups" on public.threads for select to agent_factory_definer using (true);
create policy "lookups" on public.documents for select to agent_factory_definer using (true);

grant create on schema app to agent_factory_definer, agent_factory_queue;
alter function app.create_team(text, text, integer) owner to agent_factory_definer;
alter function app.shut_team(interval) owner to agent_factory_definer;
alter function app.shut_teams() owner to agent_factory_definer;
alter function app.reopen_team(text) owner to agent_factory_definer;
alter function app.teams_to_erase(integer) owner to agent_factory_definer;
alter function app.runs_of_shut_teams(integer) owner to agent_factory_definer;
alter function app.erase_team() owner to agent_factory_definer;
alter function app.refuse_in_shut_team() owner to agent_factory_definer;
alter function app.keep_person_in_own_team() owner to agent_factory_definer;
alter function app.team_of(text) owner to agent_factory_definer;
alter function app.forget_jobs(text) owner to agent_factory_queue;
revoke create on schema app from agent_factory_definer, agent_factory_queue;

revoke all on function
  app.create_team(text, text, integer), app.shut_team(interval), app.shut_teams(), app.reopen_team(text),
  app.teams_to_erase(integer), app.runs_of_shut_teams(integer), app.erase_team(), app.refuse_in_shut_team(), app.keep_person_in_own_team(),
  app.team_of(text), app.forget_jobs(text)
  from public;
grant execute on function app.forget_jobs(text) to agent_factory_definer;
grant execute on function
  app.create_team(text, text, integer), app.shut_team(interval), app.shut_teams(), app.reopen_team(text), app.team_of(text)
  to agent_factory_member;
grant execute on function app.teams_to_erase(integer), app.runs_of_shut_teams(integer), app.erase_team()
  to agent_factory_worker;

create trigger refuse_in_shut_team before insert on public.runs
  for each row when (current_setting('role') = 'agent_factory_worker') execute function app.refuse_in_shut_team();
create trigger keep_person_in_own_team after update of role on public.team_members
  for each row when (old.role = 'owner' and new.role <> 'owner') execute function app.keep_person_in_own_team();
create trigger keep_person_in_own_team_on_delete after delete on public.team_members
  for each row execute function app.keep_person_in_own_team();

-- A key has no members to look at, and so none to change or remove.
create policy "keys change nobody" on public.team_members as restrictive for update to agent_factory_key
  using (false);
create policy "keys remove nobody" on public.team_members as restrictive for delete to agent_factory_key
  using (false);
