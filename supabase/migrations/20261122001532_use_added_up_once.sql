-- As before, but for a start that is far from its quota: what a team has used is added up once, not once without the
-- lock and once with it.
create or replace function app.count_use(team text, moment timestamptz, more_runs bigint, more_tokens bigint) returns void
  language plpgsql volatile
as $$
declare
  door bigint := hashtextextended('quota ' || team, 0);
  quota record;
  used record;
  connections integer := current_setting('max_connections')::integer;
  alone boolean;
begin
  -- Whoever moves the period waits for those who count by the old one, and the other way round.
  perform pg_advisory_xact_lock_shared(hashtextextended('quota period ' || team, 0));
  select * into quota from app.quota_of(team, moment);
  if quota.begins is null then
    return; -- the team is on its way out
  end if;

  if more_runs > 0 and (quota.runs is not null or quota.tokens is not null) then
    -- While more is left than there are connections, nobody can overtake: each has at most one start that the others
    -- do not see yet. Closer to the edge they go one by one, and see all who went before.
    alone := more_runs > 1 or coalesce(current_setting('app.has_started_runs', true), '') = team
      or coalesce(quota.runs <= 2 * connections, false);
    if not alone then
      begin
        -- Added up once, with the lock held: what is read before it counts for nothing.
        perform pg_advisory_xact_lock_shared(door);
        used := app.sum_of_quota(team, quota.begins);
        if quota.runs - used.runs <= connections then
          raise exception using errcode = 'AFQ00'; -- rolls the shared lock back
        end if;
      exception when sqlstate 'AFQ00' then
        alone := true;
      end;
    else
      used := app.sum_of_quota(team, quota.begins);
    end if;
    if alone then
      -- Whoever is refused anyway need not stand in line for it.
      if used.runs < quota.runs and used.tokens < coalesce(quota.tokens, used.tokens + 1) then
        perform pg_advisory_xact_lock(door);
        used := app.sum_of_quota(team, quota.begins);
      end if;
    end if;
    if used.runs + more_runs > quota.runs then
      perform app.refuse_over_quota('runs', quota.runs, used.runs, quota.ends);
    end if;
    if used.tokens >= quota.tokens then
      perform app.refuse_over_quota('tokens', quota.tokens, used.tokens, quota.ends);
    end if;
    perform set_config('app.has_started_runs', team, true);
    if (used.runs + more_runs) * 5 >= quota.runs * 4 then
      perform app.warn_of_quota(team, 'runs', team, quota.begins, quota.ends, quota.runs, used.runs + more_runs);
    end if;
  end if;

  insert into public.quota_counts as c (team_id, period_start, part, runs, tokens)
  values (team, quota.begins, pg_backend_pid() % 32, more_runs, more_tokens)
  on conflict (team_id, period_start, part) do update
    set runs = c.runs + excluded.runs, tokens = c.tokens + excluded.tokens;

  if more_tokens > 0 and quota.tokens is not null then
    used := app.sum_of_quota(team, quota.begins);
    if used.tokens * 5 >= quota.tokens * 4 then
      perform app.warn_of_quota(team, 'tokens', team, quota.begins, quota.ends, quota.tokens, used.tokens);
    end if;
  end if;
end
$$;
