-- A person, as the others of their team see them. `auth.users` belongs to the auth service; this is ours.
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text,
  name text not null check (char_length(name) between 1 and 100),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

revoke all on public.profiles from public, anon, authenticated, service_role;
grant select, update (name, updated_at) on public.profiles to agent_factory_member;
grant select, insert, update, delete on public.profiles to agent_factory_definer;

alter table public.profiles enable row level security;
alter table public.profiles force row level security;

create policy "lookups" on public.profiles to agent_factory_definer using (true) with check (true);
create policy "own profile" on public.profiles for select to agent_factory_member
  using (id = (select app.current_user_id()));
create policy "own profile is one's own to change" on public.profiles for update to agent_factory_member
  using (id = (select app.current_user_id())) with check (id = (select app.current_user_id()));
