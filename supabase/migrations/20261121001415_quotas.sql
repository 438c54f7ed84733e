-- What a team may use in a period: runs that it starts and tokens that its models read and write. Counted by
-- triggers, in the very transactions that start a run, end it or note a call, so that nothing starts uncounted and no
-- statement of the application can forget to; see docs/decisions/0308.

-- Where the periods of a team begin; null for calendar months in UTC. And what an operator grants one team in place
-- of its plan's quota. Nobody is granted to change any of it here.
alter table public.teams
  add column period_anchor timestamptz,
  add column runs_quota bigint check (runs_quota >= 0),
  add column tokens_quota bigint check (tokens_quota >= 0);

-- What the deployment's processes say about plans, one row: `{"free": {"runs": 1000, "tokens": null}, …}`, null for no
-- bound. Without it nothing is bounded.
create table public.quota_rules (
  only_one boolean primary key default true check (only_one),
  default_plan text not null check (default_plan in ('free', 'pro', 'enterprise')),
  plans jsonb not null
);

-- A team's counts of one period, in parts: a row that every start of a team had to lock would let them commit one
-- by one. A connection always adds to the same part; the sum over the parts is the count.
create table public.quota_counts (
  team_id text not null references public.teams (id) on delete cascade,
  period_start timestamptz not null,
  part smallint not null,
  runs bigint not null default 0 check (runs >= 0),
  tokens bigint not null default 0 check (tokens >= 0),
  primary key (team_id, period_start, part)
) with (fillfactor = 50); -- room on the page for the next version of a row that changes all the time

-- Once per period and subject: four fifths are used.
create table public.quota_warnings (
  team_id text not null references public.teams (id) on delete cascade,
  kind text not null check (kind in ('runs', 'tokens', 'team_budget', 'key_budget')),
  -- The team's id, or the API key's.
  subject_id text not null,
  period_start timestamptz not null,
  resets_at timestamptz not null,
  -- Runs, tokens or 10⁻⁹ USD.
  limit_amount bigint not null,
  used_amount bigint not null,
  created_at timestamptz not null default now(),
  -- When the world was told.
  told_at timestamptz,
  primary key (team_id, period_start, kind, subject_id)
);

revoke all on public.quota_rules, public.quota_counts, public.quota_warnings
  from public, anon, authenticated, service_role;
grant select, insert, update on public.quota_rules to agent_factory_definer;
grant select, insert, update, delete on public.quota_counts to agent_factory_definer;
grant select, insert on public.quota_warnings to agent_factory_definer;
grant select on public.quota_counts, public.quota_warnings to agent_factory_member, agent_factory_worker;
grant update (told_at) on public.quota_warnings to agent_factory_worker;

alter table public.quota_rules enable row level security;
alter table public.quota_rules force row level security;
alter table public.quota_counts enable row level security;
alter table public.quota_counts force row level security;
alter table public.quota_warnings enable row level security;
alter table public.quota_warnings force row level security;

create policy "lookups" on public.quota_rules to agent_factory_definer using (true) with check (true);
create policy "lookups" on public.quota_counts to agent_factory_definer using (true) with check (true);
create policy "lookups" on public.quota_warnings to agent_factory_definer using (true) with check (true);
create policy "members read" on public.quota_counts for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "members read" on public.quota_warnings for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.quota_counts for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker reads" on public.quota_warnings for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker tells" on public.quota_warnings for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.quota_counts as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read}')) is not null);
create policy "keys read by scope" on public.quota_warnings as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read}')) is not null);

-- The period that a moment lies in. Months are counted from the anchor itself, never from the last period, so that
-- the 31st is the 28th in February and the 31st again in March.
create function app.quota_period(anchor timestamptz, moment timestamptz, out begins timestamptz, out ends timestamptz)
  language plpgsql immutable parallel safe
as $$
declare
  first timestamp := coalesce(anchor, '2000-01-01T00:00:00Z') at time zone 'UTC';
  at timestamp := moment at time zone 'UTC';
  months integer := (extract(year from at) - extract(year from first)) * 12
    + extract(month from at) - extract(month from first);
begin
  if first + make_interval(months => months) > at then
    months := months - 1;
  end if;
  begins := (first + make_interval(months => months)) at time zone 'UTC';
  ends := (first + make_interval(months => months + 1)) at time zone 'UTC';
end
$$;

-- A team's plan, its bounds (null for none) and its period at a moment.
create function app.quota_of(
  team text, moment timestamptz,
  out plan text, out runs bigint, out tokens bigint, out begins timestamptz, out ends timestamptz
)
  language plpgsql stable
as $$
begin
  select coalesce(t.plan, r.default_plan),
    coalesce(t.runs_quota, (r.plans -> coalesce(t.plan, r.default_plan) ->> 'runs')::bigint),
    coalesce(t.tokens_quota, (r.plans -> coalesce(t.plan, r.default_plan) ->> 'tokens')::bigint),
    p.begins, p.ends
  into plan, runs, tokens, begins, ends
  from public.teams t left join public.quota_rules r on r.only_one
    cross join lateral app.quota_period(t.period_anchor, moment) p
  where t.id = team;
end
$$;

create function app.warn_of_quota(
  team text, kind text, subject text, begins timestamptz, ends timestamptz, bound bigint, used bigint
) returns void
  language plpgsql volatile
as $$
begin
  insert into public.quota_warnings (team_id, kind, subject_id, period_start, resets_at, limit_amount, used_amount)
  values (team, kind, subject, begins, ends, bound, used)
  on conflict do nothing;
  if found and team = app.current_team_id() then
    perform app.enqueue_job('warn_of_quota', jsonb_build_object('team_id', team), job_key => 'quota ' || team);
  end if;
end
$$;

create function app.refuse_over_quota(kind text, bound bigint, used bigint, resets_at timestamptz) returns void
  language plpgsql immutable
as $$
begin
  raise exception 'quota exceeded' using errcode = 'AFQ01',
    detail = jsonb_build_object('kind', kind, 'limit', bound, 'used', used, 'resets_at', resets_at)::text;
end
$$;

-- Counts what a team uses at a moment. Runs are admitted only while both quotas have room for them; exactly as many
-- as the quota has, however many start at once.
create function app.count_use(team text, moment timestamptz, more_runs bigint, more_tokens bigint) returns void
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
    alone := more_runs > 1 or coalesce(current_setting('app.has_started_runs', true), '') = team;
    used := app.sum_of_quota(team, quota.begins);
    if not alone and (quota.runs is null or quota.runs - used.runs > 2 * connections) then
      begin
        perform pg_advisory_xact_lock_shared(door);
        used := app.sum_of_quota(team, quota.begins);
        if quota.runs - used.runs <= connections then
          raise exception using errcode = 'AFQ00'; -- rolls the shared lock back
        end if;
      exception when sqlstate 'AFQ00' then
        alone := true;
      end;
    else
      alone := true;
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

create function app.sum_of_quota(team text, begins timestamptz, out runs bigint, out tokens bigint)
  language plpgsql volatile
as $$
begin
  select coalesce(sum(c.runs), 0), coalesce(sum(c.tokens), 0) into runs, tokens
  from public.quota_counts c where c.team_id = team and c.period_start = begins;
end
$$;

-- A run counts when it starts. (After the statement: one whose idempotency key exists is no row of `started`.)
create function app.count_started_runs() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  begun record;
begin
  for begun in
    select s.team_id, count(*) as runs,
      coalesce(sum(s.tokens_input + s.tokens_output) filter (where s.finished_at is not null), 0)::bigint as tokens
    from started s group by s.team_id order by s.team_id
  loop
    perform app.count_use(begun.team_id, now(), begun.runs, begun.tokens);
  end loop;
  return null;
end
$$;
create trigger count_started_runs after insert on public.runs
  referencing new table as started for each statement execute function app.count_started_runs();

-- Its tokens count when it has ended, whatever came of it.
create function app.count_tokens_of_run() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform app.count_use(new.team_id, new.finished_at, 0, new.tokens_input + new.tokens_output);
  return null;
end
$$;
create trigger count_tokens_of_run after update of finished_at on public.runs
  for each row when (
    old.finished_at is null and new.finished_at is not null and new.tokens_input + new.tokens_output > 0
  ) execute function app.count_tokens_of_run();

-- Those of calls outside of runs count as they are noted. An answer from the cache has used none.
create function app.count_tokens_of_call() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform app.count_use(new.team_id, new.created_at, 0, new.tokens_input + new.tokens_output);
  return null;
end
$$;
create trigger count_tokens_of_call after insert on public.model_calls
  for each row when (
    new.run_id is null and new.outcome <> 'cached' and new.tokens_input + new.tokens_output > 0
  ) execute function app.count_tokens_of_call();

-- Four fifths of the money of a month are spent: the team's, or an API key's.
create function app.watch_budget() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  bound bigint := case new.kind
    when 'team' then (select p.monthly_budget_nano_usd from public.team_policies p where p.team_id = new.team_id)
    else (select k.budget_nano_usd from public.api_keys k where k.team_id = new.team_id and k.id = new.subject_id)
  end;
  month record;
begin
  if new.spent_nano_usd * 5 >= bound * 4 and bound > 0 then
    select * into month from app.quota_period(null, (new.period || '-01T00:00:00Z')::timestamptz);
    perform app.warn_of_quota(
      new.team_id, case new.kind when 'team' then 'team_budget' else 'key_budget' end, new.subject_id, month.begins, month.ends, bound, new.spent_nano_usd
    );
  end if;
  return null;
end
$$;
create trigger watch_budget after update of spent_nano_usd on public.budgets
  for each row when (new.kind <> 'run' and new.spent_nano_usd > old.spent_nano_usd)
  execute function app.watch_budget();

-- A team's periods begin elsewhere from now on: what it used since the present one began is counted anew from the
-- rows themselves.
create function app.recount_quota() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  quota record;
begin
  perform pg_advisory_xact_lock(hashtextextended('quota period ' || new.id, 0));
  select * into quota from app.quota_of(new.id, now());
  delete from public.quota_counts c where c.team_id = new.id and c.period_start = quota.begins;
  insert into public.quota_counts (team_id, period_start, part, runs, tokens)
  select new.id, quota.begins, 0,
    (select count(*) from public.runs r
      where r.team_id = new.id and r.created_at >= quota.begins and r.created_at < quota.ends),
    (select coalesce(sum(r.tokens_input + r.tokens_output), 0) from public.runs r
      where r.team_id = new.id and r.finished_at >= quota.begins and r.finished_at < quota.ends)
    + (select coalesce(sum(c.tokens_input + c.tokens_output), 0) from public.model_calls c
      where c.team_id = new.id and c.run_id is null and c.outcome <> 'cached'
        and c.created_at >= quota.begins and c.created_at < quota.ends);
  return null;
end
$$;
create trigger recount_quota after update of period_anchor on public.teams
  for each row when (old.period_anchor is distinct from new.period_anchor) execute function app.recount_quota();

-- Where the transaction's own team stands; no row for whoever does not belong to the team that the claims name.
create function app.own_quota() returns table (
  plan text, runs_limit bigint, tokens_limit bigint, period_start timestamptz, resets_at timestamptz
)
  language plpgsql stable security definer set search_path = '' rows 1
as $$
declare
  team text := case when current_setting('role') = 'agent_factory_worker' then app.current_team_id()
    else app.member_team_id() end;
begin
  return query select q.plan, q.runs, q.tokens, q.begins, q.ends from app.quota_of(team, now()) q
    where q.begins is not null;
end
$$;

-- The processes of a deployment know its plans; they say so before they start a run.
create function app.set_quota_rules(plan text, bounds jsonb) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into public.quota_rules as r (default_plan, plans) values (plan, bounds)
  on conflict (only_one) do update set default_plan = excluded.default_plan, plans = excluded.plans
    where (r.default_plan, r.plans) is distinct from (excluded.default_plan, excluded.plans);
end
$$;

grant create on schema app to agent_factory_definer;
alter function app.count_started_runs() owner to agent_factory_definer;
alter function app.count_tokens_of_run() owner to agent_factory_definer;
alter function app.count_tokens_of_call() owner to agent_factory_definer;
alter function app.watch_budget() owner to agent_factory_definer;
alter function app.recount_quota() owner to agent_factory_definer;
alter function app.own_quota() owner to agent_factory_definer;
alter function app.set_quota_rules(text, jsonb) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;

revoke all on function
  app.quota_period(timestamptz, timestamptz), app.quota_of(text, timestamptz),
  app.warn_of_quota(text, text, text, timestamptz, timestamptz, bigint, bigint),
  app.refuse_over_quota(text, bigint, bigint, timestamptz), app.count_use(text, timestamptz, bigint, bigint),
  app.sum_of_quota(text, timestamptz), app.count_started_runs(), app.count_tokens_of_run(),
  app.count_tokens_of_call(), app.watch_budget(), app.recount_quota(), app.own_quota(), app.set_quota_rules(text, jsonb)
  from public;
grant execute on function
  app.quota_period(timestamptz, timestamptz), app.quota_of(text, timestamptz),
  app.warn_of_quota(text, text, text, timestamptz, timestamptz, bigint, bigint),
  app.refuse_over_quota(text, bigint, bigint, timestamptz), app.count_use(text, timestamptz, bigint, bigint),
  app.sum_of_quota(text, timestamptz), app.current_team_id(),
  app.enqueue_job(text, jsonb, timestamptz, integer, text, text, integer, text[])
  to agent_factory_definer;
grant execute on function app.own_quota() to agent_factory_member, agent_factory_worker;
grant execute on function app.set_quota_rules(text, jsonb) to agent_factory_worker;
