-- Who did what to what, chained so that nobody changes the past unseen. An entry is the text of two canonical JSON
-- values (RFC 8785): `entry`, which is chained, and `details` (names, addresses, before and after), which the entry
-- names by its hash. What is asked for in lists is generated from them and cannot say anything else.
create table public.audit_entries (
  id text primary key check (app.is_id('aud', id)),
  team_id text not null references public.teams (id) on delete cascade,
  entry text not null check (octet_length(entry) <= 4000),
  details text not null check (octet_length(details) <= 65536),
  action text not null generated always as (entry::jsonb ->> 'action') stored,
  actor_type text not null generated always as (entry::jsonb #>> '{actor,type}') stored,
  actor_id text not null generated always as (entry::jsonb #>> '{actor,id}') stored,
  target_type text not null generated always as (entry::jsonb #>> '{target,type}') stored,
  target_id text not null generated always as (entry::jsonb #>> '{target,id}') stored,
  target_name text generated always as (details::jsonb ->> 'target_name') stored,
  created_at timestamptz not null,
  -- Given when the transaction commits; null for nobody who looks from outside of it.
  seq bigint,
  -- The hash of the entry before, 64 zeros for the first.
  prev text check (prev ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the canonical JSON `{"entry":…,"prev":…,"seq":…}`.
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  check (entry::jsonb ->> 'id' = id and entry::jsonb ->> 'team_id' = team_id),
  check ((seq is null) = (hash is null) and (seq is null) = (prev is null)),
  unique (team_id, seq)
);
create index audit_entries_by_actor on public.audit_entries (team_id, actor_id, seq desc);
create index audit_entries_by_action on public.audit_entries (team_id, action, seq desc);
create index audit_entries_by_target on public.audit_entries (team_id, target_id, seq desc);
create index audit_entries_by_time on public.audit_entries (team_id, created_at);

-- Where each chain ends, so that a chain without its last links does not look whole.
create table public.audit_heads (
  team_id text primary key references public.teams (id) on delete cascade,
  seq bigint not null default 0,
  hash text not null default repeat('0', 64) check (hash ~ '^[0-9a-f]{64}$')
);

revoke all on public.audit_entries, public.audit_heads from public, anon, authenticated, service_role;
grant select, insert (id, team_id, entry, details, created_at)
  on public.audit_entries to agent_factory_member, agent_factory_worker;
grant select on public.audit_heads to agent_factory_member, agent_factory_worker;
grant select, update (seq, prev, hash) on public.audit_entries to agent_factory_definer;
grant select, insert, update (seq, hash) on public.audit_heads to agent_factory_definer;

alter table public.audit_entries enable row level security;
alter table public.audit_entries force row level security;
alter table public.audit_heads enable row level security;
alter table public.audit_heads force row level security;

create policy "lookups" on public.audit_entries for select to agent_factory_definer using (true);
create policy "entries are chained once" on public.audit_entries for update to agent_factory_definer
  using (seq is null) with check (true);
create policy "the chain grows" on public.audit_heads to agent_factory_definer using (true) with check (true);

create policy "admins read" on public.audit_entries for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
-- Whoever acts adds, and in nobody else's name.
create policy "members add what they did" on public.audit_entries for insert to agent_factory_member
  with check (
    (team_id = (select app.member_team_id()) or team_id = any (array(select app.own_team_ids())))
    and actor_id = (select coalesce(
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'key_id',
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    ))
    and actor_type = (select case
      when nullif(current_setting('request.jwt.claims', true), '')::jsonb ? 'key_id' then 'api_key' else 'user'
    end)
  );
create policy "the worker reads" on public.audit_entries for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker adds" on public.audit_entries for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.audit_entries as restrictive for select to agent_factory_key
  using ((select app.key_grants('{audit:read}')) is not null);
create policy "admins read" on public.audit_heads for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "the worker reads" on public.audit_heads for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.audit_heads as restrictive for select to agent_factory_key
  using ((select app.key_grants('{audit:read}')) is not null);

-- Chains the entries of a transaction as the last thing that it does before it commits: others who write to the same
-- team wait for one commit, never for the work before it, and the order of the chain is that of the commits.
create function app.chain_audit_entry() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  head public.audit_heads;
  link text;
begin
  perform from public.teams where id = new.team_id;
  if not found then
    return null; -- the transaction has removed the team with all that it had
  end if;
  insert into public.audit_heads (team_id) values (new.team_id) on conflict do nothing;
  select * into head from public.audit_heads where team_id = new.team_id for update;
  link := encode(sha256(convert_to(
    '{"entry":' || new.entry || ',"prev":"' || head.hash || '","seq":' || (head.seq + 1) || '}', 'UTF8'
  )), 'hex');
  update public.audit_entries set seq = head.seq + 1, prev = head.hash, hash = link where id = new.id;
  update public.audit_heads set seq = head.seq + 1, hash = link where team_id = new.team_id;
  return null;
end
$$;
grant create on schema app to agent_factory_definer;
alter function app.chain_audit_entry() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.chain_audit_entry() from public;

create constraint trigger chain_audit_entry after insert on public.audit_entries
  deferrable initially deferred
  for each row execute function app.chain_audit_entry();
