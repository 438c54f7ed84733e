-- Money that model calls spend, in 10⁻⁹ USD. Before a call its worst case is set aside in every budget that it
-- counts against (a hold); afterwards the hold becomes what was spent. All of it is written by the functions at
-- the end of this file alone, so that no caller can spend without its being counted.

-- What was spent and what is set aside: of a run, of an API key and of the team in a calendar month (UTC).
create table public.budgets (
  team_id text not null references public.teams (id) on delete cascade,
  kind text not null check (kind in ('run', 'api_key', 'team')),
  -- The run's, the key's or the team's id.
  subject_id text not null,
  -- `2026-11`; '' for a run, which has no period.
  period text not null,
  -- A run's own ceiling. Keys' and teams' limits are read where people set them, at each reservation.
  limit_nano_usd bigint check (limit_nano_usd >= 0),
  spent_nano_usd bigint not null default 0 check (spent_nano_usd >= 0),
  reserved_nano_usd bigint not null default 0 check (reserved_nano_usd >= 0),
  primary key (team_id, kind, subject_id, period),
  check ((kind = 'run') = (limit_nano_usd is not null)),
  check ((kind = 'run') = (period = ''))
);

create table public.holds (
  -- Becomes the id of the usage row.
  id text primary key check (app.is_id('call', id)),
  team_id text not null references public.teams (id) on delete cascade,
  run_id text,
  -- Of the worker that held the run; one with a higher fence has taken the run over.
  fence bigint,
  api_key_id text,
  user_id uuid,
  purpose text not null,
  provider text not null,
  model text not null,
  payer text not null check (payer in ('platform', 'team')),
  attempt_number integer not null check (attempt_number >= 1),
  amount_nano_usd bigint not null check (amount_nano_usd >= 0),
  created_at timestamptz not null default now(),
  -- Longer than any call may last: after this whoever made it is dead.
  expires_at timestamptz not null
);
create index holds_expiring on public.holds (expires_at);
create index holds_of_run on public.holds (team_id, run_id) where run_id is not null;

-- One row for each try of each model call, answered or not. Rows are only ever added.
create table public.model_calls (
  id text primary key check (app.is_id('call', id)),
  team_id text not null references public.teams (id) on delete cascade,
  -- No foreign keys from here on: a bill outlives what it was for.
  run_id text,
  api_key_id text,
  user_id uuid,
  purpose text not null,
  -- Which try of its call this was, from 1: calls are counted by their first.
  attempt_number integer not null check (attempt_number >= 1),
  provider text not null,
  model text not null,
  region text,
  payer text not null check (payer in ('platform', 'team')),
  -- The team's own key that was used.
  provider_key_id text,
  -- `unknown`: the process ended before it could say; charged with all that was set aside.
  outcome text not null check (outcome in ('answered', 'failed', 'abandoned', 'cancelled', 'cached', 'unknown')),
  reason text,
  tokens_input bigint not null check (tokens_input >= 0),
  tokens_cached_input bigint not null check (tokens_cached_input >= 0),
  tokens_cache_write bigint not null check (tokens_cache_write >= 0),
  tokens_output bigint not null check (tokens_output >= 0),
  tokens_reasoning bigint not null check (tokens_reasoning >= 0),
  -- Null where the model's price is unknown.
  cost_nano_usd bigint check (cost_nano_usd >= 0),
  -- What had been set aside.
  reserved_nano_usd bigint not null check (reserved_nano_usd >= 0),
  -- It cost more than the worst case that was set aside: counted in full, and to be looked into.
  exceeded boolean not null generated always as (coalesce(cost_nano_usd > reserved_nano_usd, false)) stored,
  estimated boolean not null,
  first_token_ms integer,
  duration_ms integer not null,
  -- When it began, so that it falls into the month in which its money was set aside.
  created_at timestamptz not null default now()
);
create index model_calls_newest on public.model_calls (team_id, created_at desc, id desc);
create index model_calls_of_run on public.model_calls (team_id, run_id) where run_id is not null;

revoke all on public.budgets, public.holds, public.model_calls from public, anon, authenticated, service_role;
grant select on public.budgets, public.model_calls to agent_factory_member, agent_factory_worker;
grant select, insert, update on public.budgets to agent_factory_definer;
grant select, insert, delete on public.holds, public.model_calls to agent_factory_definer;

alter table public.budgets enable row level security;
alter table public.budgets force row level security;
alter table public.holds enable row level security;
alter table public.holds force row level security;
alter table public.model_calls enable row level security;
alter table public.model_calls force row level security;

create policy "lookups" on public.budgets to agent_factory_definer using (true) with check (true);
create policy "lookups" on public.holds to agent_factory_definer using (true) with check (true);
create policy "reads" on public.model_calls for select to agent_factory_definer using (true);
create policy "adds" on public.model_calls for insert to agent_factory_definer with check (true);
-- Once the word comes after all, what was assumed makes room for it.
create policy "takes back what was unknown" on public.model_calls for delete to agent_factory_definer
  using (outcome = 'unknown');
create policy "members read" on public.budgets for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "members read" on public.model_calls for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.budgets for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker reads" on public.model_calls for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.budgets as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read}')) is not null);
create policy "keys read by scope" on public.model_calls as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read}')) is not null);

-- The calendar month of a moment, in UTC, as budgets name it.
create function app.month_of(moment timestamptz) returns text
  language sql immutable parallel safe
  return to_char(moment at time zone 'UTC', 'YYYY-MM');

-- Adds to every budget that a call counts against. The caller has made sure that they exist. (plpgsql, because
-- before 18 Postgres plans SQL functions anew each time.)
create function app.move_spend(
  team text, run text, api_key text, month text, reserved_delta bigint, spent_delta bigint
) returns void
  language plpgsql volatile
as $$
begin
  update public.budgets b
  set reserved_nano_usd = b.reserved_nano_usd + reserved_delta, spent_nano_usd = b.spent_nano_usd + spent_delta
  where b.team_id = team and (
    (b.kind = 'team' and b.subject_id = team and b.period = month)
    or (b.kind = 'api_key' and b.subject_id = api_key and b.period = month)
    or (b.kind = 'run' and b.subject_id = run and b.period = '')
  );
end
$$;

create function app.open_budgets(team text, run text, run_limit bigint, api_key text, month text) returns void
  language plpgsql volatile
as $$
begin
  insert into public.budgets (team_id, kind, subject_id, period, limit_nano_usd)
  select team, b.kind, b.subject_id, b.period, b.limit_nano_usd
  from (values
    ('team', team, month, null::bigint), ('api_key', api_key, month, null), ('run', run, '', run_limit)
  ) as b (kind, subject_id, period, limit_nano_usd)
  where b.subject_id is not null and (b.kind <> 'run' or b.limit_nano_usd is not null)
  on conflict do nothing;
end
$$;

-- Whoever made this call is dead. What the vendor charged for it nobody will tell, so all of it counts: a
-- ceiling that forgave what it cannot see would be none.
create function app.charge_lost_hold(held public.holds) returns void
  language plpgsql volatile set search_path = ''
as $$
begin
  delete from public.holds h where h.team_id = held.team_id and h.id = held.id;
  insert into public.model_calls (
    id, team_id, run_id, api_key_id, user_id, purpose, attempt_number, provider, model, payer, outcome, reason,
    tokens_input, tokens_cached_input, tokens_cache_write, tokens_output, tokens_reasoning,
    cost_nano_usd, reserved_nano_usd, estimated, duration_ms, created_at
  ) values (
    held.id, held.team_id, held.run_id, held.api_key_id, held.user_id, held.purpose, held.attempt_number,
    held.provider, held.model, held.payer, 'unknown',
    'the process that made this call ended before it could say what came of it', 0, 0, 0, 0, 0,
    held.amount_nano_usd, held.amount_nano_usd, true, 0, held.created_at
  );
  perform app.move_spend(
    held.team_id, held.run_id, held.api_key_id, app.month_of(held.created_at),
    -held.amount_nano_usd, held.amount_nano_usd
  );
end
$$;

-- Only one transaction at a time moves a team's money. Its month is written by each of them anyway, and with one
-- lock in place of several rows' there is no order in which two could wait for each other.
create function app.lock_spending(team text) returns void
  language sql volatile
  return pg_advisory_xact_lock(hashtextextended('spending ' || team, 0));

-- Settles what ended, then sets money aside for what begins, in the team of the transaction. Both lists may be
-- empty; an entry that was carried out before changes nothing, so that a caller in doubt may send it again.
-- Answers with one entry for each reservation, in order: null where it was made, else which budget refused it
-- (`run`, `api_key`, `team`), its limit and what is left of it; of several the one with the least left.
create function app.spend(reservations jsonb, settlements jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  team text := app.current_team_id();
  answers jsonb := '[]';
  item record;
  held public.holds;
  earlier public.model_calls;
  refusal jsonb;
  team_limit bigint;
  began timestamptz;
begin
  if team is null then
    raise exception 'money is spent in the team of its transaction' using errcode = 'insufficient_privilege';
  end if;
  if reservations <> '[]' or exists (
    select from jsonb_to_recordset(settlements) as s (held boolean, cost bigint) where s.held or s.cost > 0
  ) then
    perform app.lock_spending(team);
  else
    -- No money moves: a crash of the server may lose the last of these rows, and no commit waits for a disk.
    perform set_config('synchronous_commit', 'off', true);
  end if;

  for item in
    select * from jsonb_to_recordset(settlements) as s (
      id text, held boolean, run_id text, api_key_id text, user_id uuid, purpose text, number integer, provider text,
      model text, region text, payer text, provider_key_id text, outcome text, reason text, input bigint,
      cached_input bigint, cache_write bigint, output bigint, reasoning bigint, cost bigint, estimated boolean,
      first_token_ms integer, duration_ms integer
    )
  loop
    held := null;
    earlier := null;
    if item.held then
      delete from public.holds h where h.team_id = team and h.id = item.id returning h.* into held;
    end if;
    if held.id is null then
      select c.* into earlier from public.model_calls c where c.team_id = team and c.id = item.id;
      continue when earlier.outcome <> 'unknown';
      delete from public.model_calls c where c.team_id = team and c.id = earlier.id;
    end if;
    began := coalesce(held.created_at, earlier.created_at, now() - item.duration_ms * interval '1 millisecond');
    insert into public.model_calls (
      id, team_id, run_id, api_key_id, user_id, purpose, attempt_number, provider, model, region, payer,
      provider_key_id, outcome, reason, tokens_input, tokens_cached_input, tokens_cache_write, tokens_output,
      tokens_reasoning, cost_nano_usd, reserved_nano_usd, estimated, first_token_ms, duration_ms, created_at
    ) values (
      item.id, team, item.run_id, item.api_key_id, item.user_id, item.purpose, item.number, item.provider, item.model,
      item.region, item.payer, item.provider_key_id, item.outcome, item.reason, item.input, item.cached_input,
      item.cache_write, item.output, item.reasoning, item.cost,
      coalesce(held.amount_nano_usd, earlier.reserved_nano_usd, 0), item.estimated, item.first_token_ms,
      item.duration_ms, began
    );
    if held.id is not null or earlier.id is not null or item.cost > 0 then
      perform app.open_budgets(team, null, null, item.api_key_id, app.month_of(began));
      perform app.move_spend(
        team, item.run_id, item.api_key_id, app.month_of(began), -coalesce(held.amount_nano_usd, 0),
        -- Of unknown price: what was set aside for it stays gone.
        coalesce(item.cost, held.amount_nano_usd, earlier.cost_nano_usd, 0) - coalesce(earlier.cost_nano_usd, 0)
      );
    end if;
  end loop;

  if reservations <> '[]' then
    select p.monthly_budget_nano_usd into team_limit from public.team_policies p where p.team_id = team;
  end if;
  for item in
    select * from jsonb_to_recordset(reservations) as r (
      id text, run_id text, run_limit bigint, fence bigint, api_key_id text, user_id uuid, purpose text, number integer,
      provider text, model text, payer text, worst bigint, lasts_ms bigint
    )
  loop
    -- The run was taken over: its former worker is dead, or will be refused at its next write.
    for held in
      select h.* from public.holds h where h.team_id = team and h.run_id = item.run_id and h.fence < item.fence
    loop
      perform app.charge_lost_hold(held);
    end loop;

    if exists (select from public.holds h where h.team_id = team and h.id = item.id) then
      answers := answers || 'null'::jsonb;
      continue;
    end if;
    perform app.open_budgets(team, item.run_id, item.run_limit, item.api_key_id, app.month_of(now()));
    refusal := null;
    select jsonb_build_object('kind', b.kind, 'limit', b.bound, 'left', b.remaining) into refusal
    from (
      select each.kind, each.bound, each.bound - each.spent_nano_usd - each.reserved_nano_usd as remaining
      from (
        select b.*, case b.kind
          when 'run' then b.limit_nano_usd
          when 'team' then team_limit
          else (select k.budget_nano_usd from public.api_keys k where k.team_id = team and k.id = b.subject_id)
        end as bound
        from public.budgets b
        where b.team_id = team and (
          (b.kind = 'team' and b.subject_id = team and b.period = app.month_of(now()))
          or (b.kind = 'api_key' and b.subject_id = item.api_key_id and b.period = app.month_of(now()))
          or (b.kind = 'run' and b.subject_id = item.run_id and b.period = '')
        )
      ) each
      where each.bound is not null
    ) b
    where item.worst is null or b.remaining < item.worst
    order by b.remaining, b.kind limit 1;
    if refusal is not null then
      answers := answers || refusal;
      continue;
    end if;
    perform app.move_spend(
      team, item.run_id, item.api_key_id, app.month_of(now()), coalesce(item.worst, 0), 0
    );
    insert into public.holds (
      id, team_id, run_id, fence, api_key_id, user_id, purpose, provider, model, payer, attempt_number,
      amount_nano_usd, expires_at
    ) values (
      item.id, team, item.run_id, item.fence, item.api_key_id, item.user_id, item.purpose, item.provider, item.model,
      item.payer, item.number, coalesce(item.worst, 0), now() + item.lasts_ms * interval '1 millisecond'
    );
    answers := answers || 'null'::jsonb;
  end loop;
  return answers;
end
$$;

-- The second question that is asked across teams: who has holds whose time is over? As with runs, whoever acts
-- on the answer does so inside that team.
create function app.teams_with_lost_holds(at_most integer) returns setof text
  language sql stable security definer set search_path = '' rows 10
as $$
  select distinct h.team_id
  from (select h.team_id from public.holds h where h.expires_at < now() order by h.expires_at limit at_most) h
$$;

create function app.charge_lost_holds() returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  team text := app.current_team_id();
  held public.holds;
  charged integer := 0;
begin
  if team is null then
    raise exception 'money is spent in the team of its transaction' using errcode = 'insufficient_privilege';
  end if;
  perform app.lock_spending(team);
  for held in select h.* from public.holds h where h.team_id = team and h.expires_at < now() loop
    perform app.charge_lost_hold(held);
    charged := charged + 1;
  end loop;
  return charged;
end
$$;

grant create on schema app to agent_factory_definer;
alter function app.spend(jsonb, jsonb) owner to agent_factory_definer;
alter function app.teams_with_lost_holds(integer) owner to agent_factory_definer;
alter function app.charge_lost_holds() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;

revoke all on function
  app.month_of(timestamptz), app.move_spend(text, text, text, text, bigint, bigint),
  app.open_budgets(text, text, bigint, text, text), app.charge_lost_hold(public.holds), app.lock_spending(text),
  app.spend(jsonb, jsonb), app.teams_with_lost_holds(integer), app.charge_lost_holds()
  from public;
grant execute on function
  app.month_of(timestamptz), app.move_spend(text, text, text, text, bigint, bigint),
  app.open_budgets(text, text, bigint, text, text), app.charge_lost_hold(public.holds), app.lock_spending(text)
  to agent_factory_definer;
-- Spending is the system's own bookkeeping, whoever asked for the call: no member and no key can write of it.
grant execute on function app.spend(jsonb, jsonb), app.teams_with_lost_holds(integer), app.charge_lost_holds()
  to agent_factory_worker;
