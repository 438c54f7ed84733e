-- As before, but deltas find their series by equality, which Postgres can hash: `is not distinct from` compared each delta
-- with every series of its team, and 10,000 deltas of a team with 700 series took longer than a statement may.
create or replace function app.fold_runs(at_most integer) returns integer
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
      and coalesce(s.agent_id, '') = case when c.by_agent then d.agent_id else '' end
      and coalesce(s.api_key_id, '') = case when c.by_caller then coalesce(d.api_key_id, '') else '' end
      and coalesce(s.member_id::text, '') = case when c.by_caller then coalesce(d.member_id::text, '') else '' end
      and coalesce(s.model, '') = case when c.by_model then coalesce(d.model, '') else '' end
      and coalesce(s.error_code, '') = case when c.by_error then coalesce(d.error_code, '') else '' end
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
