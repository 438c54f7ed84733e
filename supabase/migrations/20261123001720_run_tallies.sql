-- The numbers of a team's runs, added up beforehand for its dashboard. A run that ends leaves one row (a delta) in the
-- statement that ends it, and nothing else: no row that others write too. A job folds deltas into cells, which hold half an
-- hour, six hours or a day of one series. What is read is cells + deltas, in one snapshot, so that it is exact at any moment;
-- the ends of a range that cut a cell are read from the runs themselves. See docs/decisions/0431.

-- A latency to two significant digits, in milliseconds. It never puts two values into another order, so a percentile of
-- rounded values is the rounded percentile: exact at the resolution that is shown.
create function app.two_digits(ms bigint) returns integer
  language sql immutable parallel safe
  return case
    when ms < 100 then greatest(ms, 0) when ms < 1000 then (ms + 5) / 10 * 10 when ms < 10000 then (ms + 50) / 100 * 100
    when ms < 100000 then (ms + 500) / 1000 * 1000 when ms < 1000000 then (ms + 5000) / 10000 * 10000
    when ms < 10000000 then (ms + 50000) / 100000 * 100000
    when ms < 100000000 then (ms + 500000) / 1000000 * 1000000
    else least(ms + 5000000, 2000000000) / 10000000 * 10000000
  end::integer;

-- How long a run was at work, without its waits for people; null for one that never began.
create function app.run_duration(started timestamptz, finished timestamptz, waited_ms bigint) returns integer
  language sql immutable parallel safe
  return app.two_digits(floor(extract(epoch from finished - started) * 1000)::bigint - waited_ms);

create table public.run_deltas (
  seq bigint generated always as identity,
  team_id text not null references public.teams (id) on delete cascade,
  -- 1 for a run that came, -1 for one that went (with its thread) or was counted under what it no longer is.
  sign smallint not null check (sign in (1, -1)),
  created_at timestamptz not null,
  status text not null,
  agent_id text not null,
  api_key_id text,
  member_id uuid,
  model text,
  error_code text,
  tokens_input bigint not null,
  tokens_output bigint not null,
  cost_nano_usd bigint not null,
  duration_ms integer,
  primary key (team_id, seq)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- What is added up apart. `cube` says by what: 0 nothing, 1 agent, 2 who started it, 3 model, 4 error, 5 all of it.
create table public.run_series (
  id bigint generated always as identity primary key,
  team_id text not null references public.teams (id) on delete cascade,
  cube smallint not null check (cube between 0 and 5),
  agent_id text,
  api_key_id text,
  member_id uuid,
  model text,
  error_code text,
  unique nulls not distinct (team_id, cube, agent_id, api_key_id, member_id, model, error_code),
  unique (team_id, id)
);

create table public.run_cells (
  team_id text not null references public.teams (id) on delete cascade,
  cube smallint not null,
  -- 1: half an hour, 2: six hours, 3: a day, all from midnight in UTC; cube 5 has none of level 1.
  level smallint not null check (level between 1 and 3),
  starts_at timestamptz not null,
  series_id bigint not null,
  succeeded integer not null,
  failed integer not null,
  refused integer not null,
  cancelled integer not null,
  tokens_input bigint not null,
  tokens_output bigint not null,
  cost_nano_usd bigint not null,
  -- How many runs (`duration_runs`) took how long (`durations`, milliseconds to two digits, ascending).
  durations integer[] not null,
  duration_runs integer[] not null,
  primary key (team_id, cube, level, starts_at, series_id),
  foreign key (team_id, series_id) references public.run_series (team_id, id) on delete cascade
) with (fillfactor = 80);

revoke all on public.run_deltas, public.run_series, public.run_cells from public, anon, authenticated, service_role;
grant select on public.run_deltas, public.run_series, public.run_cells to agent_factory_member, agent_factory_worker;
grant select, insert, delete on public.run_deltas to agent_factory_definer;
grant select, insert on public.run_series to agent_factory_definer;
grant select, insert, update on public.run_cells to agent_factory_definer;

alter table public.run_deltas enable row level security;
alter table public.run_deltas force row level security;
alter table public.run_series enable row level security;
alter table public.run_series force row level security;
alter table public.run_cells enable row level security;
alter table public.run_cells force row level security;

create policy "lookups" on public.run_deltas for select to agent_factory_definer using (true);
create policy "notes" on public.run_deltas for insert to agent_factory_definer with check (true);
create policy "folds" on public.run_deltas for delete to agent_factory_definer using (true);
create policy "lookups" on public.run_series for select to agent_factory_definer using (true);
create policy "folds" on public.run_series for insert to agent_factory_definer with check (true);
create policy "lookups" on public.run_cells for select to agent_factory_definer using (true);
create policy "folds" on public.run_cells for insert to agent_factory_definer with check (true);
create policy "folds more" on public.run_cells for update to agent_factory_definer using (true) with check (true);
create policy "members read" on public.run_deltas for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "members read" on public.run_series for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "members read" on public.run_cells for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.run_deltas for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker reads" on public.run_series for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker reads" on public.run_cells for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "keys read by scope" on public.run_deltas as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read}')) is not null);
create policy "keys read by scope" on public.run_series as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read}')) is not null);
create policy "keys read by scope" on public.run_cells as restrictive for select to agent_factory_key
  using ((select app.key_grants('{usage:read}')) is not null);

create function app.note_run(run public.runs, sign integer) returns void
  language sql volatile
as $$
  insert into public.run_deltas (
    team_id, sign, created_at, status, agent_id, api_key_id, member_id, model, error_code, tokens_input, tokens_output,
    cost_nano_usd, duration_ms
  ) values (
    run.team_id, sign, run.created_at, run.status, run.agent_id, run.api_key_id, run.created_by, run.model,
    run.error ->> 'code', run.tokens_input, run.tokens_output, run.cost_nano_usd,
    app.run_duration(run.started_at, run.finished_at, run.waited_ms)
  )
$$;

create function app.note_ended_run() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and old.finished_at is not null then
    perform app.note_run(old, -1);
  end if;
  if new.finished_at is not null then
    perform app.note_run(new, 1);
  end if;
  return null;
end
$$;
create trigger note_ended_run after insert on public.runs
  for each row when (new.finished_at is not null) execute function app.note_ended_run();
create trigger note_ended_run_later
  after update of finished_at, status, created_at, created_by, agent_id, api_key_id, model, error, tokens_input,
    tokens_output, cost_nano_usd, started_at, waited_ms on public.runs
  for each row when (
    old.finished_at is distinct from new.finished_at
    or (new.finished_at is not null and (
      old.status, old.created_at, old.created_by, old.agent_id, old.api_key_id, old.model, old.error ->> 'code',
      old.tokens_input, old.tokens_output, old.cost_nano_usd, old.started_at, old.waited_ms
    ) is distinct from (
      new.status, new.created_at, new.created_by, new.agent_id, new.api_key_id, new.model, new.error ->> 'code',
      new.tokens_input, new.tokens_output, new.cost_nano_usd, new.started_at, new.waited_ms
    ))
  ) execute function app.note_ended_run();

-- A run that goes alone, as with its thread, takes its numbers along; one that goes with its team needs no counting.
create function app.note_gone_runs() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform app.note_run(g, -1) from gone g
  where g.finished_at is not null and exists (select from public.teams t where t.id = g.team_id);
  return null;
end
$$;
create trigger note_gone_runs after delete on public.runs
  referencing old table as gone for each statement execute function app.note_gone_runs();

-- Folds up to so many deltas of the team of this transaction into its cells, oldest first; how many that were. One at a
-- time folds in a team; whoever comes second leaves it to the first.
create function app.fold_runs(at_most integer) returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  team text := app.current_team_id();
  seqs bigint[];
begin
  if team is null or not pg_try_advisory_xact_lock(hashtextextended('fold runs ' || team, 0)) then
    return 0;
  end if;
  -- Named one by one: what commits meanwhile may have a smaller number.
  seqs := array(select d.seq from public.run_deltas d where d.team_id = team order by d.seq limit at_most);
  if cardinality(seqs) = 0 then
    return 0;
  end if;

  insert into public.run_series (team_id, cube, agent_id, api_key_id, member_id, model, error_code)
  select distinct team, c.cube, case when c.by_agent then d.agent_id end, case when c.by_caller then d.api_key_id end,
    case when c.by_caller then d.member_id end, case when c.by_model then d.model end,
    case when c.by_error then d.error_code end
  from public.run_deltas d cross join app.run_cubes() c
  where d.team_id = team and d.seq = any (seqs) and (c.cube <> 4 or d.error_code is not null)
  order by 2, 3, 4, 5, 6, 7
  on conflict do nothing;

  with taken as (
    delete from public.run_deltas d where d.team_id = team and d.seq = any (seqs) returning d.*
  ), alike as (
    select c.cube, l.level, date_bin(l.width, d.created_at, timestamptz '2000-01-01T00:00:00Z') as starts_at, s.id as series_id,
      d.duration_ms,
      coalesce(sum(d.sign) filter (where d.status = 'succeeded'), 0) as succeeded,
      coalesce(sum(d.sign) filter (where d.status = 'failed'), 0) as failed,
      coalesce(sum(d.sign) filter (where d.status = 'refused'), 0) as refused,
      coalesce(sum(d.sign) filter (where d.status = 'cancelled'), 0) as cancelled,
      sum(d.sign * d.tokens_input) as tokens_input, sum(d.sign * d.tokens_output) as tokens_output,
      sum(d.sign * d.cost_nano_usd) as cost_nano_usd, sum(d.sign) as runs
    from taken d cross join app.run_cubes() c cross join app.run_levels() l
    join public.run_series s on s.team_id = team and s.cube = c.cube
      and s.agent_id is not distinct from case when c.by_agent then d.agent_id end
      and s.api_key_id is not distinct from case when c.by_caller then d.api_key_id end
      and s.member_id is not distinct from case when c.by_caller then d.member_id end
      and s.model is not distinct from case when c.by_model then d.model end
      and s.error_code is not distinct from case when c.by_error then d.error_code end
    where (c.cube <> 4 or d.error_code is not null) and (c.cube <> 5 or l.level > 1)
    group by 1, 2, 3, 4, 5
  )
  insert into public.run_cells as c (
    team_id, cube, level, starts_at, series_id, succeeded, failed, refused, cancelled, tokens_input, tokens_output,
    cost_nano_usd, durations, duration_runs
  )
  select team, a.cube, a.level, a.starts_at, a.series_id, sum(a.succeeded), sum(a.failed), sum(a.refused),
    sum(a.cancelled), sum(a.tokens_input), sum(a.tokens_output), sum(a.cost_nano_usd),
    coalesce(array_agg(a.duration_ms order by a.duration_ms) filter (where a.duration_ms is not null and a.runs <> 0), '{}'),
    coalesce(array_agg(a.runs order by a.duration_ms) filter (where a.duration_ms is not null and a.runs <> 0), '{}')
  from alike a group by a.cube, a.level, a.starts_at, a.series_id
  on conflict (team_id, cube, level, starts_at, series_id) do update
  set succeeded = c.succeeded + excluded.succeeded, failed = c.failed + excluded.failed,
    refused = c.refused + excluded.refused, cancelled = c.cancelled + excluded.cancelled,
    tokens_input = c.tokens_input + excluded.tokens_input, tokens_output = c.tokens_output + excluded.tokens_output,
    cost_nano_usd = c.cost_nano_usd + excluded.cost_nano_usd,
    (durations, duration_runs) = (
      select coalesce(array_agg(m.ms order by m.ms), '{}'), coalesce(array_agg(m.runs order by m.ms), '{}')
      from (
        select b.ms, sum(b.runs)::integer as runs
        from (
          select * from unnest(c.durations, c.duration_runs) as had (ms, runs)
          union all
          select * from unnest(excluded.durations, excluded.duration_runs) as came (ms, runs)
        ) b
        group by b.ms having sum(b.runs) <> 0
      ) m
    );
  return cardinality(seqs);
end
$$;

create function app.run_cubes()
  returns table (cube smallint, by_agent boolean, by_caller boolean, by_model boolean, by_error boolean)
  language sql immutable parallel safe rows 6
as $$
  values (0::smallint, false, false, false, false), (1, true, false, false, false), (2, false, true, false, false),
    (3, false, false, true, false), (4, false, false, false, true), (5, true, true, true, true)
$$;

create function app.run_levels() returns table (level smallint, width interval)
  language sql immutable parallel safe rows 3
as $$ values (1::smallint, interval '30 minutes'), (2, interval '6 hours'), (3, interval '1 day') $$;

-- Teams with something to fold: ids alone. Skips from team to team, however many deltas each has.
create function app.teams_to_fold(at_most integer) returns setof text
  language sql volatile security definer set search_path = '' rows 10
as $$
  with recursive teams as (
    (select d.team_id from public.run_deltas d order by d.team_id limit 1)
    union all
    select (select d.team_id from public.run_deltas d where d.team_id > t.team_id order by d.team_id limit 1)
    from teams t where t.team_id is not null
  )
  select t.team_id from teams t where t.team_id is not null limit at_most
$$;

grant create on schema app to agent_factory_definer;
alter function app.note_ended_run() owner to agent_factory_definer;
alter function app.note_gone_runs() owner to agent_factory_definer;
alter function app.fold_runs(integer) owner to agent_factory_definer;
alter function app.teams_to_fold(integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.note_run(public.runs, integer), app.note_ended_run(), app.note_gone_runs(),
  app.fold_runs(integer), app.run_cubes(), app.run_levels(), app.teams_to_fold(integer) from public;
grant execute on function app.note_run(public.runs, integer), app.run_cubes(), app.run_levels() to agent_factory_definer;
grant execute on function app.fold_runs(integer), app.teams_to_fold(integer) to agent_factory_worker;

-- What has ended before today. The job folds it as it folds the rest; until then it is read as it lies here.
insert into public.run_deltas (
  team_id, sign, created_at, status, agent_id, api_key_id, member_id, model, error_code, tokens_input, tokens_output,
  cost_nano_usd, duration_ms
)
select r.team_id, 1, r.created_at, r.status, r.agent_id, r.api_key_id, r.created_by, r.model, r.error ->> 'code',
  r.tokens_input, r.tokens_output, r.cost_nano_usd, app.run_duration(r.started_at, r.finished_at, r.waited_ms)
from public.runs r where r.finished_at is not null order by r.created_at;

select app.count_what_is_a_teams();
