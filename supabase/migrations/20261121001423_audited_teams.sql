-- The teams that have a log, for whoever verifies all of them: ids alone.
create function app.audited_teams(after_id text, at_most integer) returns setof text
  language sql stable security definer set search_path = '' rows 100
as $$
  select h.team_id from public.audit_heads h where h.team_id > after_id order by h.team_id limit at_most
$$;
grant create on schema app to agent_factory_definer;
alter function app.audited_teams(text, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.audited_teams(text, integer) from public;
grant execute on function app.audited_teams(text, integer) to agent_factory_worker;
