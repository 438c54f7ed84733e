-- A statement's policies ask the same question once for each table that it names: may this caller, as this role, see this
-- team? The look-up is 4/5 of what the policies cost a small read, so within one statement its answer is kept (see
-- docs/decisions/0334). Another statement, caller, team or role asks anew: a key that was revoked, a member who was
-- removed and a team that was shut reach no row from the next statement on, as before.
create function app.look_up_member_team_id(least_role text) returns text
  language plpgsql stable security definer set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  actual_role text;
begin
  if current_setting('role') = 'agent_factory_key' then
    select k.acts_as into actual_role
    from public.api_keys k
    join public.teams t on t.id = k.team_id and t.deleted_at is null
    where k.id = claims ->> 'key_id' and k.team_id = claims ->> 'team_id'
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
  else
    select m.role into actual_role
    from public.team_members m
    join public.teams t on t.id = m.team_id and t.deleted_at is null
    where m.team_id = claims ->> 'team_id' and m.user_id = (claims ->> 'sub')::uuid;
  end if;
  return case
    when actual_role = least_role
      or actual_role = 'owner'
      or (actual_role = 'admin' and least_role <> 'owner')
      or (actual_role = 'editor' and least_role = 'viewer')
    then claims ->> 'team_id'
  end;
end
$$;

-- Not a definer, and without a search path of its own: each costs as much again as an answer that is kept. Whoever could
-- write to the setting that holds it could as well have set the claims, and become the worker of any team.
create or replace function app.member_team_id(least_role text default 'viewer') returns text
  language plpgsql stable security invoker
as $$
declare
  question text := pg_catalog.concat_ws(
    ' ', pg_catalog.statement_timestamp(), pg_catalog.current_setting('role'), least_role,
    pg_catalog.current_setting('request.jwt.claims', true)
  );
  answer text;
begin
  if pg_catalog.current_setting('agent_factory.member_question', true) = question then
    return nullif(pg_catalog.current_setting('agent_factory.member_answer', true), '');
  end if;
  answer := app.look_up_member_team_id(least_role);
  perform pg_catalog.set_config('agent_factory.member_question', question, true),
    pg_catalog.set_config('agent_factory.member_answer', coalesce(answer, ''), true);
  return answer;
end
$$;
alter function app.member_team_id(text) reset all;

grant create on schema app to agent_factory_definer;
alter function app.look_up_member_team_id(text) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.look_up_member_team_id(text) from public;
grant execute on function app.look_up_member_team_id(text) to agent_factory_member, agent_factory_queue;
