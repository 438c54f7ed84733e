-- Where a team's owners and admins are told of what needs them: the worker sees nobody's address but through here, and
-- of its own team alone.
create function app.admin_addresses()
  returns table (email text, team_name text)
  language sql stable security definer set search_path = '' rows 5
as $$
  select p.email, t.name
  from public.team_members m
  join public.profiles p on p.id = m.user_id
  join public.teams t on t.id = m.team_id
  where m.team_id = (select app.current_team_id()) and m.role in ('owner', 'admin') and p.email is not null
  order by m.created_at, p.id
  limit 50
$$;
grant create on schema app to agent_factory_definer;
alter function app.admin_addresses() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.admin_addresses() from public;
grant execute on function app.admin_addresses() to agent_factory_worker;
