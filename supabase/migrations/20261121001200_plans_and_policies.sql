-- Null is whatever the deployment gives to teams that have chosen none (DEFAULT_PLAN), so that changing that
-- reaches them all. Members see the plan; nobody is granted to change it here.
alter table public.teams add column plan text check (plan in ('free', 'pro', 'enterprise'));

-- What a team allows its own members, agents and keys to do with models. No row: everything its plan allows.
create table public.team_policies (
  team_id text primary key references public.teams (id) on delete cascade,
  -- Patterns (`anthropic/*`, `openai/gpt-5-mini`); null for all.
  allow_models text[] check (cardinality(allow_models) between 1 and 200),
  -- Patterns that are out whatever else is said.
  switched_off text[] not null default '{}' check (cardinality(switched_off) <= 200),
  -- Where requests may be served; null for anywhere.
  regions text[] check (cardinality(regions) between 1 and 20),
  -- What one request may cost at most (10⁻⁹ USD); null for no bound of its own.
  max_cost_nano_usd bigint check (max_cost_nano_usd >= 0),
  -- What may be spent in a calendar month in UTC (10⁻⁹ USD), whoever pays; null for no bound.
  monthly_budget_nano_usd bigint check (monthly_budget_nano_usd >= 0),
  -- Whether calls that say nothing of it may be answered from the team's own cache.
  cache boolean not null default false,
  updated_by uuid references public.profiles (id) on delete set null,
  updated_at timestamptz not null default now()
);

revoke all on public.team_policies from public, anon, authenticated, service_role;
grant
  select,
  insert (
    team_id, allow_models, switched_off, regions, max_cost_nano_usd, monthly_budget_nano_usd, cache, updated_by
  ),
  update (
    allow_models, switched_off, regions, max_cost_nano_usd, monthly_budget_nano_usd, cache, updated_by, updated_at
  )
  on public.team_policies to agent_factory_member;
grant select on public.team_policies to agent_factory_worker, agent_factory_definer;

alter table public.team_policies enable row level security;
alter table public.team_policies force row level security;

create policy "lookups" on public.team_policies for select to agent_factory_definer using (true);
create policy "members read" on public.team_policies for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "admins set" on public.team_policies for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins change" on public.team_policies for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin')))
  with check (team_id = (select app.member_team_id('admin')));
create policy "the worker reads" on public.team_policies for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.team_policies as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read,team:write}')) is not null);
create policy "keys set by scope" on public.team_policies as restrictive for insert to agent_factory_key
  with check ((select app.key_grants('{team:write}')) is not null);
create policy "keys change by scope" on public.team_policies as restrictive for update to agent_factory_key
  using ((select app.key_grants('{team:write}')) is not null);
