-- Whether a team asks a second factor of its members, and from when. No row: it does not.
create table public.team_security (
  team_id text primary key references public.teams (id) on delete cascade,
  -- Until then members are told; from then on who signed in without a second factor is turned away.
  second_factor_from timestamptz not null,
  set_by uuid references public.profiles (id) on delete set null,
  set_at timestamptz not null default now()
);
create index team_security_set_by on public.team_security (set_by);

revoke all on public.team_security from public, anon, authenticated, service_role;
grant
  select,
  insert (team_id, second_factor_from, set_by, set_at),
  update (second_factor_from, set_by, set_at),
  delete
  on public.team_security to agent_factory_member;

alter table public.team_security enable row level security;
alter table public.team_security force row level security;

create policy "members read" on public.team_security for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "owners ask" on public.team_security for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('owner')));
create policy "owners change" on public.team_security for update to agent_factory_member
  using (team_id = (select app.member_team_id('owner')))
  with check (team_id = (select app.member_team_id('owner')));
create policy "owners ask no longer" on public.team_security for delete to agent_factory_member
  using (team_id = (select app.member_team_id('owner')));

-- How people sign in is no business of keys.
create policy "keys read nothing" on public.team_security as restrictive for select to agent_factory_key using (false);
create policy "keys ask nothing" on public.team_security as restrictive for insert to agent_factory_key
  with check (false);
create policy "keys change nothing" on public.team_security as restrictive for update to agent_factory_key
  using (false);
create policy "keys delete nothing" on public.team_security as restrictive for delete to agent_factory_key
  using (false);
