-- A person who wants their account gone has thirty days to change their mind; the row is their wish. It is withdrawn by
-- deleting it, and goes with the person when the time is over.
create table public.account_deletions (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  requested_at timestamptz not null default now(),
  -- From then on nothing of theirs is kept.
  erase_after timestamptz not null
);
create index account_deletions_due on public.account_deletions (erase_after);

revoke all on public.account_deletions from public, anon, authenticated, service_role;
grant select, insert (user_id, erase_after), delete on public.account_deletions to agent_factory_member;
grant select on public.account_deletions to agent_factory_definer;

alter table public.account_deletions enable row level security;
alter table public.account_deletions force row level security;

create policy "lookups" on public.account_deletions for select to agent_factory_definer using (true);
create policy "one's own" on public.account_deletions for select to agent_factory_member
  using (user_id = (select app.current_user_id()));
-- Nobody is in a hurry: whoever took over a session cannot erase at once what it opens.
create policy "one's own to ask for" on public.account_deletions for insert to agent_factory_member
  with check (user_id = (select app.current_user_id()) and erase_after >= now() + interval '29 days');
create policy "one's own to withdraw" on public.account_deletions for delete to agent_factory_member
  using (user_id = (select app.current_user_id()) and erase_after > now());

-- Teams with others in them that would be left without an owner if this person went.
create function app.left_without_owner(person uuid)
  returns table (team_id text, name text, personal boolean, shut boolean)
  language sql stable security definer set search_path = '' rows 5
as $$
  select t.id, t.name, coalesce(t.personal_of = person, false), t.deleted_at is not null
  from public.team_members m join public.teams t on t.id = m.team_id
  where m.user_id = person and m.role = 'owner'
    and exists (select from public.team_members o where o.team_id = t.id and o.user_id <> person)
    and (t.personal_of = person or not exists (
      select from public.team_members o where o.team_id = t.id and o.user_id <> person and o.role = 'owner'
    ))
  order by t.name
$$;
-- The same, of whoever asks; teams that are shut are on their way out anyway.
create function app.own_teams_to_settle() returns table (team_id text, name text, personal boolean)
  language sql stable security definer set search_path = '' rows 5
as $$
  select l.team_id, l.name, l.personal from app.left_without_owner(app.current_user_id()) l where not l.shut
$$;

grant create on schema app to agent_factory_definer;
alter function app.left_without_owner(uuid) owner to agent_factory_definer;
alter function app.own_teams_to_settle() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.left_without_owner(uuid), app.own_teams_to_settle() from public;
grant execute on function app.own_teams_to_settle() to agent_factory_member;
