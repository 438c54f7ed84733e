-- Documents that a team's agents may look things up in. The text is kept; the file itself only until it is read.
create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;
grant usage on schema extensions to agent_factory_member, agent_factory_worker;

create table public.documents (
  id text primary key check (app.is_id('doc', id)),
  team_id text not null references public.teams (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 300),
  format text not null check (format in ('text', 'markdown', 'html', 'pdf')),
  size_bytes integer not null check (size_bytes between 1 and 10485760),
  -- SHA-256 of the file: the same file is one document of a team.
  content_hash bytea not null check (octet_length(content_hash) = 32),
  status text not null default 'queued' check (status in ('queued', 'ready', 'failed')),
  -- Why it failed, in words that are safe to show.
  error text check (char_length(error) <= 500),
  -- Postgres's name of the text search configuration; `simple` where the language is none that it knows.
  language text not null default 'simple' check (language ~ '^[a-z_]{1,40}$'),
  characters integer not null default 0 check (characters >= 0),
  passages integer not null default 0 check (passages >= 0),
  -- `vendor/model` whose vectors the passages have; null where no provider offered any.
  embedding_model text,
  body text,
  original bytea,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  indexed_at timestamptz,
  unique (team_id, id),
  unique (team_id, content_hash)
);
create index documents_newest on public.documents (team_id, created_at desc, id desc);

-- Pieces of a document that fit into an answer, each knowing where it stands. Written by the worker alone.
create table public.passages (
  team_id text not null,
  document_id text not null,
  position integer not null check (position >= 0),
  -- The headings above it, outermost first: `Refunds › Damaged goods`.
  heading text not null,
  -- Of a PDF, from 1.
  page integer check (page >= 1),
  body text not null,
  search tsvector not null,
  -- A unit vector of 32-bit floats, little endian, by the document's embedding_model.
  embedding bytea,
  primary key (document_id, position),
  foreign key (team_id, document_id) references public.documents (team_id, id) on delete cascade
);
create index passages_of_team on public.passages (team_id, document_id, position);
create index passages_search on public.passages using gin (search);
create index passages_trigrams on public.passages using gin (body extensions.gin_trgm_ops);

revoke all on public.documents, public.passages from public, anon, authenticated, service_role;
grant
  select (
    id, team_id, title, format, size_bytes, content_hash, status, error, language, characters, passages,
    embedding_model, body, created_by, created_at, indexed_at
  ),
  insert (id, team_id, title, format, size_bytes, content_hash, original, created_by),
  delete
  on public.documents to agent_factory_member;
grant
  select,
  update (status, error, language, characters, passages, embedding_model, body, original, indexed_at)
  on public.documents to agent_factory_worker;
grant select on public.passages to agent_factory_member;
grant select, insert, update (embedding), delete on public.passages to agent_factory_worker;

alter table public.documents enable row level security;
alter table public.documents force row level security;
alter table public.passages enable row level security;
alter table public.passages force row level security;

create policy "members read" on public.documents for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors upload" on public.documents for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors delete" on public.documents for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.documents for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker indexes" on public.documents for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "members read" on public.passages for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker keeps its team's" on public.passages to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

-- Documents are the whole team's, so a key for certain agents reads them too: its agents would tell.
create policy "keys read by scope" on public.documents as restrictive for select to agent_factory_key
  using ((select app.key_grants('{agents:read,agents:write}')) is not null);
create policy "keys upload by scope" on public.documents as restrictive for insert to agent_factory_key
  with check ((select app.key_grants('{agents:write}')) is not null);
create policy "keys delete by scope" on public.documents as restrictive for delete to agent_factory_key
  using ((select app.key_grants('{agents:write}')) is not null);
create policy "keys read by scope" on public.passages as restrictive for select to agent_factory_key
  using ((select app.key_grants('{agents:read,agents:write}')) is not null);
