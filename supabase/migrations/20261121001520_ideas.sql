-- Ideas that were brought to the Brain Fart Checker. The research is an ordinary run of the team's own agents; what it
-- comes to is code over its evidence, kept here because runs may be forgotten sooner than what was learned from them.
create table public.ideas (
  id text primary key check (app.is_id('ide', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- The team of researchers that was asked.
  agent_id text not null,
  -- The run may go, with its thread, before the idea does.
  run_id text not null check (app.is_id('run', run_id)),
  idea text not null check (char_length(idea) between 1 and 4000),
  -- As `contracts/idea.ts` has it; null until the run has ended and somebody looked.
  evaluation jsonb check (octet_length(evaluation::text) <= 2000000),
  evaluated_at timestamptz,
  -- SHA-256 of the token in the link under which anybody may read it; null where nobody may.
  share_hash bytea unique check (octet_length(share_hash) = 32),
  shared_at timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  api_key_id text,
  created_at timestamptz not null default now(),
  unique (team_id, id),
  -- One idea a run, so that a repeated request finds the first one's.
  unique (team_id, run_id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  constraint ideas_evaluated_together check ((evaluation is null) = (evaluated_at is null)),
  constraint ideas_shared_together check ((share_hash is null) = (shared_at is null))
);
create index ideas_newest on public.ideas (team_id, created_at desc, id desc);
create index ideas_of_agent on public.ideas (team_id, agent_id);

revoke all on public.ideas from public, anon, authenticated, service_role;
-- The hash is for one function alone.
grant
  select (
    id, team_id, agent_id, run_id, idea, evaluation, evaluated_at, shared_at, created_by, api_key_id, created_at
  ),
  insert (id, team_id, agent_id, run_id, idea, created_by, api_key_id),
  update (share_hash, shared_at),
  delete
  on public.ideas to agent_factory_member;
grant
  select (id, team_id, agent_id, run_id, idea, evaluation, evaluated_at, shared_at, created_by, api_key_id, created_at),
  update (evaluation, evaluated_at)
  on public.ideas to agent_factory_worker;
grant select on public.ideas to agent_factory_definer;

alter table public.ideas enable row level security;
alter table public.ideas force row level security;

create policy "lookups" on public.ideas for select to agent_factory_definer using (true);
create policy "members read" on public.ideas for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors ask" on public.ideas for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')) and evaluation is null and share_hash is null);
create policy "editors share" on public.ideas for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors remove" on public.ideas for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));
create policy "the worker reads" on public.ideas for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker evaluates" on public.ideas for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.ideas as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:read,runs:write}')));
create policy "keys ask by scope" on public.ideas as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys share by scope" on public.ideas as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:write}')));
create policy "keys remove by scope" on public.ideas as restrictive for delete to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{runs:write}')));

-- What whoever holds a link may read: the idea and what became of it, and nothing of whose it is.
create function app.shared_idea(hash bytea)
  returns table (idea text, evaluation jsonb, evaluated_at timestamptz)
  language sql stable security definer set search_path = '' rows 1
as $$
  select i.idea, i.evaluation, i.evaluated_at
  from public.ideas i
  join public.teams t on t.id = i.team_id and t.deleted_at is null
  where i.share_hash = hash and i.evaluation is not null
$$;
grant create on schema app to agent_factory_definer;
alter function app.shared_idea(bytea) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.shared_idea(bytea) from public;
grant execute on function app.shared_idea(bytea) to agent_factory_member;

select app.count_what_is_a_teams();
