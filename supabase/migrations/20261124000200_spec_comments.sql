-- What people say about an agent's spec: threads that hang on a place of its text, and their comments.
create table public.spec_comment_threads (
  id text primary key check (app.is_id('cth', id)),
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  -- The text between two Yjs relative positions of that document, which move with it; null for what hangs on no text.
  document_id uuid,
  start_at text check (char_length(start_at) <= 400),
  end_at text check (char_length(end_at) <= 400),
  -- A node of the spec; null for none in particular.
  path jsonb check (jsonb_typeof(path) = 'array'),
  -- The text as it was when somebody first said something about it.
  quote text not null check (char_length(quote) <= 500),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by uuid references public.profiles (id) on delete set null,
  unique (team_id, id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  check ((document_id is null) = (start_at is null) and (start_at is null) = (end_at is null))
);
create index spec_comment_threads_of_agent on public.spec_comment_threads (team_id, agent_id, id desc);
create index spec_comment_threads_created_by on public.spec_comment_threads (created_by) where created_by is not null;
create index spec_comment_threads_resolved_by on public.spec_comment_threads (resolved_by) where resolved_by is not null;

create table public.spec_comments (
  id text primary key check (app.is_id('cmt', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- As of the thread; keys are for certain agents.
  agent_id text not null,
  thread_id text not null,
  author_id uuid references public.profiles (id) on delete set null,
  body text not null check (char_length(body) between 1 and 2000),
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  unique (team_id, id),
  foreign key (team_id, thread_id) references public.spec_comment_threads (team_id, id) on delete cascade,
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);
create index spec_comments_of_thread on public.spec_comments (team_id, thread_id, created_at, id);
create index spec_comments_of_agent on public.spec_comments (team_id, agent_id);
create index spec_comments_author on public.spec_comments (author_id) where author_id is not null;

-- Whom a comment names. Who leaves the platform is named by none any more.
create table public.spec_comment_mentions (
  team_id text not null references public.teams (id) on delete cascade,
  agent_id text not null,
  comment_id text not null,
  user_id uuid not null references public.profiles (id) on delete cascade,
  primary key (team_id, comment_id, user_id),
  foreign key (team_id, comment_id) references public.spec_comments (team_id, id) on delete cascade,
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade
);
create index spec_comment_mentions_of_agent on public.spec_comment_mentions (team_id, agent_id);
create index spec_comment_mentions_user on public.spec_comment_mentions (user_id);

-- Until when somebody has read a thread.
create table public.spec_comment_reads (
  team_id text not null references public.teams (id) on delete cascade,
  thread_id text not null,
  user_id uuid not null references public.profiles (id) on delete cascade,
  read_at timestamptz not null,
  primary key (team_id, thread_id, user_id),
  foreign key (team_id, thread_id) references public.spec_comment_threads (team_id, id) on delete cascade
);
create index spec_comment_reads_user on public.spec_comment_reads (user_id);

revoke all on public.spec_comment_threads, public.spec_comments, public.spec_comment_mentions, public.spec_comment_reads
  from public, anon, authenticated, service_role;
grant
  select,
  insert (id, team_id, agent_id, document_id, start_at, end_at, path, quote, created_by, created_at),
  update (resolved_at, resolved_by),
  delete
  on public.spec_comment_threads to agent_factory_member;
grant
  select, insert (id, team_id, agent_id, thread_id, author_id, body, created_at), update (body, edited_at), delete
  on public.spec_comments to agent_factory_member;
grant select, insert, delete on public.spec_comment_mentions to agent_factory_member;
grant select, insert, update (read_at) on public.spec_comment_reads to agent_factory_member;
-- Archives.
grant select on public.spec_comment_threads, public.spec_comments to agent_factory_worker;

alter table public.spec_comment_threads enable row level security;
alter table public.spec_comment_threads force row level security;
alter table public.spec_comments enable row level security;
alter table public.spec_comments force row level security;
alter table public.spec_comment_mentions enable row level security;
alter table public.spec_comment_mentions force row level security;
alter table public.spec_comment_reads enable row level security;
alter table public.spec_comment_reads force row level security;

create policy "members read" on public.spec_comment_threads for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "members begin their own" on public.spec_comment_threads for insert to agent_factory_member
  with check (team_id = (select app.member_team_id()) and created_by = (select app.current_user_id()));
create policy "editors resolve, and who began it" on public.spec_comment_threads for update to agent_factory_member
  using (
    team_id = (select app.member_team_id('editor'))
    or (team_id = (select app.member_team_id()) and created_by = (select app.current_user_id()))
  );
create policy "the worker reads" on public.spec_comment_threads for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

create policy "members read" on public.spec_comments for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "members say their own" on public.spec_comments for insert to agent_factory_member
  with check (team_id = (select app.member_team_id()) and author_id = (select app.current_user_id()));
create policy "members change their own" on public.spec_comments for update to agent_factory_member
  using (team_id = (select app.member_team_id()) and author_id = (select app.current_user_id()))
  with check (team_id = (select app.member_team_id()) and author_id = (select app.current_user_id()));
create policy "members delete their own, admins any" on public.spec_comments for delete to agent_factory_member
  using (
    team_id = (select app.member_team_id('admin'))
    or (team_id = (select app.member_team_id()) and author_id = (select app.current_user_id()))
  );
create policy "the worker reads" on public.spec_comments for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

-- A thread goes with its last comment.
create policy "members remove what is empty" on public.spec_comment_threads for delete to agent_factory_member
  using (
    team_id = (select app.member_team_id())
    and not exists (
      select from public.spec_comments c
      where c.team_id = spec_comment_threads.team_id and c.thread_id = spec_comment_threads.id
    )
  );

create policy "members read" on public.spec_comment_mentions for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "authors mention" on public.spec_comment_mentions for insert to agent_factory_member
  with check (
    team_id = (select app.member_team_id())
    and exists (
      select from public.spec_comments c
      where c.team_id = spec_comment_mentions.team_id and c.id = spec_comment_mentions.comment_id
        and c.agent_id = spec_comment_mentions.agent_id and c.author_id = (select app.current_user_id())
    )
  );
create policy "authors take back" on public.spec_comment_mentions for delete to agent_factory_member
  using (
    team_id = (select app.member_team_id())
    and exists (
      select from public.spec_comments c
      where c.team_id = spec_comment_mentions.team_id and c.id = spec_comment_mentions.comment_id
        and c.author_id = (select app.current_user_id())
    )
  );

create policy "members read their own" on public.spec_comment_reads for select to agent_factory_member
  using (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()));
create policy "members note their own" on public.spec_comment_reads for insert to agent_factory_member
  with check (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()));
create policy "members read on" on public.spec_comment_reads for update to agent_factory_member
  using (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()))
  with check (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()));

-- A key reads along; who says something is a person.
create policy "keys read by scope" on public.spec_comment_threads as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:read}')));
create policy "keys begin nothing" on public.spec_comment_threads as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys resolve nothing" on public.spec_comment_threads as restrictive for update to agent_factory_key
  using (false);
create policy "keys remove nothing" on public.spec_comment_threads as restrictive for delete to agent_factory_key
  using (false);
create policy "keys read by scope" on public.spec_comments as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:read}')));
create policy "keys say nothing" on public.spec_comments as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys change nothing" on public.spec_comments as restrictive for update to agent_factory_key
  using (false);
create policy "keys delete nothing" on public.spec_comments as restrictive for delete to agent_factory_key
  using (false);
create policy "keys read by scope" on public.spec_comment_mentions as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:read}')));
create policy "keys mention nobody" on public.spec_comment_mentions as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys take nothing back" on public.spec_comment_mentions as restrictive for delete to agent_factory_key
  using (false);
create policy "keys note nothing" on public.spec_comment_reads as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys see no notes" on public.spec_comment_reads as restrictive for select to agent_factory_key
  using (false);
create policy "keys read nothing on" on public.spec_comment_reads as restrictive for update to agent_factory_key
  using (false);

select app.count_what_is_a_teams();
