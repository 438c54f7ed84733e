-- A write under a lease that has passed on is an error, so that statements that travel with it, and the commit
-- behind them, undo themselves without anybody waiting for an answer in between.
create function app.require_lease(held boolean) returns void
  language plpgsql volatile set search_path = ''
as $$
begin
  if not held then
    raise exception 'the lease on this run has passed on' using errcode = 'AF001';
  end if;
end
$$;
revoke all on function app.require_lease(boolean) from public;
grant execute on function app.require_lease(boolean) to agent_factory_worker, agent_factory_member, agent_factory_key;
