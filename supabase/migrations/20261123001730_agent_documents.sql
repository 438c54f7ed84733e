-- The text of an agent while people write it together: one Yjs document an agent, kept as the updates that its writers
-- sent, in the order in which they were written. Versions are made of it by saving; it is none itself.
create table public.agent_documents (
  team_id text not null,
  agent_id text not null,
  -- Names this document; a copy in somebody's browser of another one must never be merged into it.
  document_id uuid not null default gen_random_uuid(),
  -- The version whose text the document had when it was made or last saved; a newer one was saved elsewhere.
  base_version integer not null check (base_version >= 1),
  -- All updates up to `snapshot_seq` in one; later ones are rows of their own.
  snapshot bytea not null check (octet_length(snapshot) <= 8388608),
  snapshot_seq bigint not null default 0 check (snapshot_seq >= 0),
  last_seq bigint not null default 0 check (last_seq >= snapshot_seq),
  -- Of the snapshot and the updates after it.
  stored_bytes bigint not null check (stored_bytes >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (team_id, agent_id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);

create table public.agent_document_updates (
  team_id text not null,
  agent_id text not null,
  -- 1, 2, 3 … without a gap: it is counted under the lock of the document's row, so whoever has read to n and sees n + 1
  -- has missed nothing.
  seq bigint not null check (seq >= 1),
  -- https://docs.yjs.dev/api/document-updates, version 1.
  bytes bytea not null check (octet_length(bytes) <= 2097152),
  -- Null where the server followed a version that was saved elsewhere.
  made_by uuid references public.profiles (id) on delete set null,
  made_at timestamptz not null default now(),
  primary key (team_id, agent_id, seq),
  foreign key (team_id, agent_id) references public.agent_documents (team_id, agent_id) on delete cascade
);
create index agent_document_updates_made_by on public.agent_document_updates (made_by) where made_by is not null;

-- Opens one connection to one document, once, within seconds. The ticket itself lies with its holder alone.
create table public.live_tickets (
  id uuid primary key,
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  user_id uuid not null references public.profiles (id) on delete cascade,
  expires_at timestamptz not null,
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);
create index live_tickets_of_user on public.live_tickets (team_id, user_id);

revoke all on public.agent_documents, public.agent_document_updates, public.live_tickets
  from public, anon, authenticated, service_role;
grant select, update (last_seq, stored_bytes, updated_at) on public.agent_documents to agent_factory_member;
grant select, insert (team_id, agent_id, seq, bytes, made_by) on public.agent_document_updates
  to agent_factory_member;
-- Makes the document, follows what was saved elsewhere, and puts updates together.
grant
  select,
  insert (team_id, agent_id, base_version, snapshot, stored_bytes),
  update (base_version, snapshot, snapshot_seq, last_seq, stored_bytes, updated_at)
  on public.agent_documents to agent_factory_worker;
grant select, insert (team_id, agent_id, seq, bytes), delete on public.agent_document_updates to agent_factory_worker;
grant select, insert, delete on public.live_tickets to agent_factory_member;

alter table public.agent_documents enable row level security;
alter table public.agent_documents force row level security;
alter table public.agent_document_updates enable row level security;
alter table public.agent_document_updates force row level security;
alter table public.live_tickets enable row level security;
alter table public.live_tickets force row level security;

create policy "members read" on public.agent_documents for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors write" on public.agent_documents for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.agent_documents for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker makes" on public.agent_documents for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker follows" on public.agent_documents for update to agent_factory_worker
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

create policy "members read" on public.agent_document_updates for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors write in their own name" on public.agent_document_updates for insert to agent_factory_member
  with check (
    team_id = (select app.member_team_id('editor')) and made_by = (select app.current_user_id())
  );
create policy "the worker reads" on public.agent_document_updates for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker follows" on public.agent_document_updates for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker puts together" on public.agent_document_updates for delete to agent_factory_worker
  using (team_id = (select app.current_team_id()));

create policy "members read their own" on public.live_tickets for select to agent_factory_member
  using (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()));
create policy "members make their own" on public.live_tickets for insert to agent_factory_member
  with check (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()));
create policy "members use their own" on public.live_tickets for delete to agent_factory_member
  using (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()));

-- Writing together is for people.
create policy "keys read nothing" on public.agent_documents as restrictive for select to agent_factory_key
  using (false);
create policy "keys write nothing" on public.agent_documents as restrictive for update to agent_factory_key
  using (false);
create policy "keys read nothing" on public.agent_document_updates as restrictive for select to agent_factory_key
  using (false);
create policy "keys write nothing" on public.agent_document_updates as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys see no tickets" on public.live_tickets as restrictive for select to agent_factory_key
  using (false);
create policy "keys make no tickets" on public.live_tickets as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys use no tickets" on public.live_tickets as restrictive for delete to agent_factory_key
  using (false);

select app.count_what_is_a_teams();
