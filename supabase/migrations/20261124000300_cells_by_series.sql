-- A filter with a grouping reads the cells that stand apart by everything, of the series that it names: by the primary key
-- those of all series were passed over, half a million for a year (docs/decisions/0415).
create index run_cells_by_series on public.run_cells (team_id, level, series_id, starts_at) where cube = 5;

-- A run that ended before it began took no time; it was told as 23 days, since least() leaves null out.
create or replace function app.two_digits(ms bigint) returns integer
  language sql immutable parallel safe
  return case
    when ms is null then null
    when ms < 100 then greatest(ms, 0) when ms < 1000 then (ms + 5) / 10 * 10 when ms < 10000 then (ms + 50) / 100 * 100
    when ms < 100000 then (ms + 500) / 1000 * 1000 when ms < 1000000 then (ms + 5000) / 10000 * 10000
    when ms < 10000000 then (ms + 50000) / 100000 * 100000
    when ms < 100000000 then (ms + 500000) / 1000000 * 1000000
    else least(ms + 5000000, 2000000000) / 10000000 * 10000000
  end::integer;
update public.run_deltas set duration_ms = null where duration_ms = 2000000000;
update public.run_cells
set durations = durations[:cardinality(durations) - 1], duration_runs = duration_runs[:cardinality(durations) - 1]
where durations[cardinality(durations)] = 2000000000;
