-- What is erased for good, of a team or of a person, step by step: the row says how far it has got, so that a process
-- that dies is followed by another, and at the end holds the signed receipt and nobody's name.
create table public.erasures (
  id text primary key check (app.is_id('era', id)),
  kind text not null check (kind in ('account', 'team')),
  -- Whose; null once nothing of it is left.
  subject text,
  -- SHA-256 of it, in hex: whoever knows the id can say that this was theirs.
  subject_sha256 text not null check (subject_sha256 ~ '^[0-9a-f]{64}$'),
  -- Who is told; empty once they were.
  mail_to text[] not null default '{}',
  requested_at timestamptz not null,
  -- Steps that are done, each with the rows that it removed or changed, by table.
  progress jsonb not null default '{}' check (jsonb_typeof(progress) = 'object'),
  receipt jsonb,
  claimed_until timestamptz,
  finished_at timestamptz,
  unique (kind, subject)
);
create index erasures_open on public.erasures (id) where finished_at is null;

revoke all on public.erasures from public, anon, authenticated, service_role;
grant select, update (progress, receipt, claimed_until) on public.erasures to agent_factory_worker;
grant select, insert, update on public.erasures to agent_factory_definer;

alter table public.erasures enable row level security;
alter table public.erasures force row level security;

create policy "lookups" on public.erasures to agent_factory_definer using (true) with check (true);
create policy "the worker reads" on public.erasures for select to agent_factory_worker
  using (subject = (select coalesce(app.current_user_id()::text, app.current_team_id())));
create policy "the worker goes on" on public.erasures for update to agent_factory_worker
  using (subject = (select coalesce(app.current_user_id()::text, app.current_team_id())))
  with check (subject = (select coalesce(app.current_user_id()::text, app.current_team_id())));

-- Takes up what has become due. Ids alone.
create function app.open_erasures(at_most integer) returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  opened integer;
begin
  with due as (
    (select 'account' as kind, d.user_id::text as subject, d.requested_at as since,
      array_remove(array[p.email], null) as mail_to
    from public.account_deletions d join public.profiles p on p.id = d.user_id
    where d.erase_after <= now() order by d.erase_after limit at_most)
    union all
    (select 'team', t.id, t.deleted_at, array(
      select p.email from public.team_members m join public.profiles p on p.id = m.user_id
      where m.team_id = t.id and m.role = 'owner' and p.email is not null
    )
    from public.teams t where t.erase_after <= now() order by t.erase_after limit at_most)
  ), added as (
    insert into public.erasures (id, kind, subject, subject_sha256, mail_to, requested_at)
    select app.new_id('era'), due.kind, due.subject, encode(sha256(convert_to(due.subject, 'UTF8')), 'hex'),
      due.mail_to, due.since
    from due on conflict (kind, subject) do nothing
    returning 1
  )
  select count(*) into opened from added;
  return opened;
end
$$;

-- One that nobody works on, for whoever asks, until then; `only` for one certain subject.
create function app.claim_erasure(span interval, only_subject text default null)
  returns table (id text, kind text, subject text)
  language sql volatile security definer set search_path = '' rows 1
as $$
  update public.erasures e set claimed_until = now() + span
  where e.id = (
    select o.id from public.erasures o
    where o.finished_at is null and (o.claimed_until is null or o.claimed_until < now())
      and (only_subject is null or o.subject = only_subject)
    order by o.id limit 1 for update skip locked
  )
  returning e.id, e.kind, e.subject
$$;

create function app.erasure_receipt(erasure text) returns jsonb
  language sql stable security definer set search_path = ''
as $$ select e.receipt from public.erasures e where e.id = erasure $$;

-- Lets the definer count the rows of every table of a team, by their `team_id`, before they go. A migration that adds
-- such a table calls this at its end; a test asks that none was forgotten.
create function app.count_what_is_a_teams() returns void
  language plpgsql volatile set search_path = ''
as $$
declare
  held record;
begin
  for held in
    select n.nspname, c.relname
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'team_id' and not a.attisdropped and c.relkind = 'r' and n.nspname in ('public', 'orchestration')
  loop
    execute format('grant select (team_id) on %I.%I to agent_factory_definer', held.nspname, held.relname);
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = held.nspname and p.tablename = held.relname and p.cmd in ('SELECT', 'ALL')
        and p.roles = '{agent_factory_definer}' and p.qual = 'true'
    ) then
      execute format(
        'create policy "counted before it is erased" on %I.%I for select to agent_factory_definer using (true)',
        held.nspname, held.relname
      );
    end if;
  end loop;
end
$$;
revoke all on function app.count_what_is_a_teams() from public;
select app.count_what_is_a_teams();
grant usage on schema orchestration to agent_factory_definer;

-- Everybody was told: the row holds nobody's name any more.
create function app.finish_erasure() returns boolean
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.erasures e set finished_at = now(), claimed_until = null, subject = null, mail_to = '{}', progress = '{}'
  where e.subject = coalesce(app.current_user_id()::text, app.current_team_id()) and e.receipt is not null;
  return found;
end
$$;

-- Rows by table of a team: { "public.runs": 12, … }; tables without any are left out.
create function app.rows_of_team(team text) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  held record;
  found bigint;
  counts jsonb := '{}';
begin
  for held in
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'team_id' and not a.attisdropped and c.relkind = 'r'
      and n.nspname in ('public', 'orchestration')
      and has_column_privilege(c.oid, a.attnum, 'select')
  loop
    execute format('select count(*) from %s where team_id = $1', held.name) into found using team;
    if found > 0 then
      counts := counts || jsonb_build_object(held.name, found);
    end if;
  end loop;
  return counts || case when exists (select from public.teams t where t.id = team)
    then '{"public.teams": 1}'::jsonb else '{}' end;
end
$$;

-- Erases the team of this transaction and says what that was; null while its time has not come, empty where it is gone.
-- Within the erasure of a person (`sub`), it is a team that goes along with them.
create function app.erase_team_counted() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  team text := app.current_team_id();
  person uuid := app.current_user_id();
  counts jsonb := app.rows_of_team(team);
begin
  if person is not null then
    if exists (
      select from public.erasures e where e.kind = 'account' and e.subject = person::text and e.finished_at is null
    ) and team in (select app.teams_with_person(person)) then
      update public.teams t set personal_of = null, deleted_at = coalesce(t.deleted_at, now()), erase_after = now()
      where t.id = team;
    end if;
  end if;
  if not app.erase_team() then
    return case when exists (select from public.teams t where t.id = team) then null else '{}'::jsonb end;
  end if;
  return counts;
end
$$;

-- Teams that go with a person: their own, those in which nobody else is, and those that they have deleted already.
create function app.teams_with_person(person uuid) returns setof text
  language sql stable security definer set search_path = '' rows 2
as $$
  select t.id from public.teams t where t.personal_of = person
  union
  select m.team_id from public.team_members m
  where m.user_id = person
    and not exists (select from public.team_members o where o.team_id = m.team_id and o.user_id <> person)
  union
  select l.team_id from app.left_without_owner(person) l where l.shut
$$;

create function app.teams_of_erasure() returns setof text
  language sql stable security definer set search_path = '' rows 2
as $$
  select app.teams_with_person(e.subject::uuid) from public.erasures e
  where e.kind = 'account' and e.subject = app.current_user_id()::text and e.finished_at is null
$$;

-- A team of others that would be left without an owner gets the member with the highest role, of these the first.
create function app.hand_over_teams() returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  person uuid := app.current_user_id();
  handed integer;
begin
  with next_owner as (
    select distinct on (m.team_id) m.team_id, m.user_id
    from app.left_without_owner(person) l join public.team_members m on m.team_id = l.team_id
    where m.user_id <> person and not l.personal and not l.shut
    order by m.team_id, array_position(array['admin', 'editor', 'viewer'], m.role), m.created_at
  ), given as (
    update public.team_members m set role = 'owner', updated_at = now()
    from next_owner n where m.team_id = n.team_id and m.user_id = n.user_id
    returning 1
  )
  select count(*) into handed from given;
  return handed;
end
$$;

-- Teams that live on and whose audit log says something of the person.
create function app.teams_with_traces() returns setof text
  language sql stable security definer set search_path = '' rows 2
as $$
  select distinct a.team_id from public.audit_entries a
  left join public.profiles p on p.id = app.current_user_id()
  where a.action <> 'person.erased' and not (a.details::jsonb ? 'erased_by') and (
    a.actor_id = app.current_user_id()::text or a.target_id = app.current_user_id()::text
    or (char_length(p.email) > 3 and position(lower(p.email) in lower(a.details)) > 0)
  )
$$;

-- The entries of one team's log that say something of the person of this transaction, in the order of its chain.
create function app.traces_of_person(after_seq bigint, at_most integer)
  returns table (id text, seq bigint, action text, details text)
  language sql stable security definer set search_path = '' rows 100
as $$
  select a.id, a.seq, a.action, a.details from public.audit_entries a
  left join public.profiles p on p.id = app.current_user_id()
  where a.team_id = app.current_team_id() and a.seq > after_seq and a.action <> 'person.erased'
    and not (a.details::jsonb ? 'erased_by') and (
    a.actor_id = app.current_user_id()::text or a.target_id = app.current_user_id()::text
    or (char_length(p.email) > 3 and position(lower(p.email) in lower(a.details)) > 0)
  )
  order by a.seq limit at_most
$$;

-- Takes people out of an entry's details. The chain goes over entries alone, which name ids.
create function app.redact_audit_entry(entry_id text, redacted text) returns boolean
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.audit_entries a set details = redacted
  where a.id = entry_id and a.team_id = app.current_team_id()
    and not (a.details::jsonb ? 'erased_by') and redacted::jsonb ? 'erased_by'
    and exists (
      select from public.erasures e
      where e.kind = 'account' and e.subject = app.current_user_id()::text and e.finished_at is null
    );
  return found;
end
$$;
grant update (details) on public.audit_entries to agent_factory_definer;
create policy "people are taken out" on public.audit_entries for update to agent_factory_definer
  using (seq is not null) with check (true);

grant update (user_id) on public.holds, public.model_calls to agent_factory_definer;
create policy "people are taken out" on public.model_calls for update to agent_factory_definer
  using (true) with check (user_id is null);
grant select (decided_by, decided_as, note), update (decided_as) on public.approvals to agent_factory_definer;
create policy "people are taken out" on public.approvals for update to agent_factory_definer
  using (true) with check (true);
grant select, delete on public.invitations to agent_factory_definer;

-- Where auth is our own; on Supabase its users are the auth service's to delete.
do $$
declare
  kept record;
begin
  if to_regclass('auth.local_outbox') is null then
    return;
  end if;
  grant usage on schema auth to agent_factory_definer;
  for kept in select unnest(array['users', 'local_outbox', 'one_time_tokens', 'identities', 'sessions']) as name loop
    execute format('grant select, delete on auth.%I to agent_factory_definer', kept.name);
    execute format(
      'create policy "people are erased" on auth.%I to agent_factory_definer using (true) with check (false)',
      kept.name
    );
  end loop;
end
$$;

create function app.forget_person_jobs(person uuid) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from graphile_worker._private_jobs j where j.payload ->> 'user_id' = person::text;
end
$$;

-- Erases the person of this transaction: what names them in teams of others, then themselves. What that was, by table;
-- `auth.users` is not in it where the account is another service's. Empty where they are gone.
create function app.erase_person() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  person uuid := app.current_user_id();
  address text;
  counts jsonb := '{}';
  own_auth boolean := to_regclass('auth.local_outbox') is not null;
  n bigint;
begin
  if not exists (
    select from public.erasures e where e.kind = 'account' and e.subject = person::text and e.finished_at is null
  ) then
    raise exception 'nobody asked for this' using errcode = 'insufficient_privilege';
  end if;
  select p.email into address from public.profiles p where p.id = person for update;
  if not found then
    return counts;
  end if;
  if exists (select app.teams_with_person(person)) then
    raise exception 'a team of theirs is still there' using errcode = 'object_in_use';
  end if;

  update public.model_calls set user_id = null where user_id = person;
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('public.model_calls.user_id', n);
  update public.holds set user_id = null where user_id = person;
  update public.approvals set decided_as = 'a former member' where decided_by = person;
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('public.approvals.decided_as', n);
  delete from public.invitations i
  where i.accepted_by = person or (address is not null and lower(i.email) = lower(address));
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('public.invitations', n);
  select count(*) into n from public.team_members m where m.user_id = person;
  counts := counts || jsonb_build_object('public.team_members', n);
  select count(*) into n from public.data_exports e where e.user_id = person;
  counts := counts || jsonb_build_object('public.data_exports', n);
  select count(*) into n from public.data_export_parts e where e.user_id = person;
  counts := counts || jsonb_build_object('public.data_export_parts', n);
  counts := counts || '{"public.account_deletions": 1, "public.profiles": 1}';

  if own_auth then
    execute 'delete from auth.local_outbox where lower(recipient) = lower($1)' using address;
    get diagnostics n = row_count;
    counts := counts || jsonb_build_object('auth.local_outbox', n);
    execute 'delete from auth.one_time_tokens where user_id = $2 or lower(email) = lower($1)' using address, person;
    execute 'select count(*) from auth.sessions where user_id = $1' into n using person;
    counts := counts || jsonb_build_object('auth.sessions', n);
    execute 'select count(*) from auth.identities where user_id = $1' into n using person;
    counts := counts || jsonb_build_object('auth.identities', n);
    execute 'delete from auth.users where id = $1' using person;
    get diagnostics n = row_count;
    counts := counts || jsonb_build_object('auth.users', n);
  end if;
  delete from public.profiles p where p.id = person;
  perform app.forget_person_jobs(person);
  return (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(counts) where value <> '0');
end
$$;

grant create on schema app to agent_factory_definer, agent_factory_queue;
alter function app.open_erasures(integer) owner to agent_factory_definer;
alter function app.claim_erasure(interval, text) owner to agent_factory_definer;
alter function app.erasure_receipt(text) owner to agent_factory_definer;
alter function app.finish_erasure() owner to agent_factory_definer;
alter function app.rows_of_team(text) owner to agent_factory_definer;
alter function app.erase_team_counted() owner to agent_factory_definer;
alter function app.teams_with_person(uuid) owner to agent_factory_definer;
alter function app.teams_of_erasure() owner to agent_factory_definer;
alter function app.hand_over_teams() owner to agent_factory_definer;
alter function app.teams_with_traces() owner to agent_factory_definer;
alter function app.traces_of_person(bigint, integer) owner to agent_factory_definer;
alter function app.redact_audit_entry(text, text) owner to agent_factory_definer;
alter function app.erase_person() owner to agent_factory_definer;
alter function app.forget_person_jobs(uuid) owner to agent_factory_queue;
revoke create on schema app from agent_factory_definer, agent_factory_queue;

revoke all on function
  app.open_erasures(integer), app.claim_erasure(interval, text), app.erasure_receipt(text), app.finish_erasure(),
  app.rows_of_team(text),
  app.erase_team_counted(), app.teams_with_person(uuid), app.teams_of_erasure(), app.hand_over_teams(),
  app.teams_with_traces(), app.traces_of_person(bigint, integer), app.redact_audit_entry(text, text),
  app.erase_person(), app.forget_person_jobs(uuid)
  from public;
grant execute on function app.forget_person_jobs(uuid) to agent_factory_definer;
grant execute on function
  app.open_erasures(integer), app.claim_erasure(interval, text), app.erasure_receipt(text), app.finish_erasure(),
  app.erase_team_counted(), app.teams_of_erasure(), app.hand_over_teams(), app.teams_with_traces(),
  app.traces_of_person(bigint, integer), app.redact_audit_entry(text, text), app.erase_person()
  to agent_factory_worker;
