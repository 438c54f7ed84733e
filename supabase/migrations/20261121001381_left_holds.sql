-- What earlier, dead attempts of a run have left set aside is charged with its end at the latest: nothing stays set
-- aside for a run that has ended. Does nothing, and takes no lock, where there is none.
create function app.charge_left_holds(run text, below_fence bigint) returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  team text := app.current_team_id();
  held public.holds;
  charged integer := 0;
begin
  if not exists (
    select from public.holds h where h.team_id = team and h.run_id = run and h.fence < below_fence
  ) then
    return 0;
  end if;
  perform app.lock_spending(team);
  for held in
    select h.* from public.holds h where h.team_id = team and h.run_id = run and h.fence < below_fence
  loop
    perform app.charge_lost_hold(held);
    charged := charged + 1;
  end loop;
  return charged;
end
$$;
grant create on schema app to agent_factory_definer;
alter function app.charge_left_holds(text, bigint) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.charge_left_holds(text, bigint) from public;
grant execute on function app.charge_left_holds(text, bigint) to agent_factory_worker;

-- A worker whose run has passed on sets nothing more aside for it: whoever took the run over could not know of it.
create function app.refuse_stale_hold() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if exists (
    select from public.runs r where r.team_id = new.team_id and r.id = new.run_id and r.fence > new.fence
  ) then
    raise exception 'the run % has passed on to another worker', new.run_id
      using errcode = 'check_violation', constraint = 'holds_of_the_present_fence';
  end if;
  return new;
end
$$;
grant create on schema app to agent_factory_definer;
alter function app.refuse_stale_hold() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.refuse_stale_hold() from public;
create trigger refuse_stale_hold before insert on public.holds
  for each row when (new.run_id is not null) execute function app.refuse_stale_hold();
