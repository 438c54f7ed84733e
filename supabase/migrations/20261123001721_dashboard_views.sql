-- Views of the dashboard that people have put aside: a person's own, or the team's once it is shared.
create table public.dashboard_views (
  id text primary key check (app.is_id('dbv', id)),
  team_id text not null references public.teams (id) on delete cascade,
  owner_id uuid not null references public.profiles (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  -- What stands behind the `?` of its address: range, filters, comparison.
  query text not null check (char_length(query) <= 1000),
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, id)
);
create index dashboard_views_of_team on public.dashboard_views (team_id, created_at desc, id desc);
create index dashboard_views_owner on public.dashboard_views (owner_id);

revoke all on public.dashboard_views from public, anon, authenticated, service_role;
grant
  select, insert (id, team_id, owner_id, name, query, shared), update (name, query, shared, updated_at), delete
  on public.dashboard_views to agent_factory_member;

alter table public.dashboard_views enable row level security;
alter table public.dashboard_views force row level security;

create policy "members read theirs and what is shared" on public.dashboard_views for select to agent_factory_member
  using (team_id = (select app.member_team_id()) and (shared or owner_id = (select app.current_user_id())));
create policy "members add their own" on public.dashboard_views for insert to agent_factory_member
  with check (team_id = (select app.member_team_id()) and owner_id = (select app.current_user_id()));
create policy "members change their own" on public.dashboard_views for update to agent_factory_member
  using (team_id = (select app.member_team_id()) and owner_id = (select app.current_user_id()))
  with check (team_id = (select app.member_team_id()) and owner_id = (select app.current_user_id()));
create policy "members remove their own, admins what is shared" on public.dashboard_views for delete to agent_factory_member
  using (
    (team_id = (select app.member_team_id()) and owner_id = (select app.current_user_id()))
    or (team_id = (select app.member_team_id('admin')) and shared)
  );
-- A key is no person.
create policy "keys read nothing" on public.dashboard_views as restrictive for select to agent_factory_key using (false);
create policy "keys add nothing" on public.dashboard_views as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys change nothing" on public.dashboard_views as restrictive for update to agent_factory_key using (false);
create policy "keys remove nothing" on public.dashboard_views as restrictive for delete to agent_factory_key using (false);
select app.count_what_is_a_teams();
