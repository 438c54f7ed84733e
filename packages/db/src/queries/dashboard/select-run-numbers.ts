import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type Asked, piecesOf, type RunFilter, rawOf, sums } from './run-pieces.ts';

/** Runs that were started in a span, by how they stand. Money in 10⁻⁹ USD. */
export interface RunNumbers {
  span: number;
  succeeded: number;
  failed: number;
  refused: number;
  cancelled: number;
  open: number;
  tokensInput: number;
  tokensOutput: number;
  costNanoUsd: number;
}
export interface RunNumbersOf extends RunNumbers {
  /** The agent, key, member, model or error code; null for runs without. */
  key: string | null;
}

/** Nearest-rank percentiles of latencies that were rounded to two digits, in milliseconds. */
export interface RunLatencies {
  span: number;
  p50: number;
  p95: number;
  p99: number;
}

export interface RunNumbersRow {
  whole: RunNumbers[];
  wholeLatencies: RunLatencies[];
  bySpan: RunNumbers[];
  latencies: RunLatencies[];
  byModel: RunNumbersOf[];
  byAgent: RunNumbersOf[];
  byApiKey: RunNumbersOf[];
  byMember: RunNumbersOf[];
  byError: RunNumbersOf[];
}
export type TotalsRow = Pick<RunNumbersRow, 'whole' | 'wholeLatencies' | 'bySpan' | 'latencies'>;

type Dimension = 'agent' | 'apiKey' | 'member' | 'model' | 'error';

/** Each span by itself, or from the first to the last in one. */
type Per = 'span' | 'range';

/**
 * What a team's runs come to in spans of time that follow one another. One statement, so that all of it is of one
 * moment: cells, what is not folded into them yet, the runs at the ends that cut a cell, and those that have not ended.
 * What several of its lists are made of is read once (docs/decisions/0415).
 */
export async function selectRunNumbers(tx: Transaction, asked: Asked): Promise<RunNumbersRow> {
  const { rows } = await sql<Omit<RunNumbersRow, 'whole'>>`
    ${sources(asked)}
    select ${totals(asked)},
      ${list(numbers(asked, 'span', 'model'))} as "byModel",
      ${list(numbers(asked, 'span', 'agent'))} as "byAgent",
      ${list(numbers(asked, 'range', 'apiKey'))} as "byApiKey",
      ${list(numbers(asked, 'range', 'member'))} as "byMember",
      ${list(numbers(asked, 'range', 'error'))} as "byError"`.execute(tx);
  return withWhole(rows);
}

/** The part of it that another time is compared by. */
export async function selectRunTotals(tx: Transaction, asked: Asked): Promise<TotalsRow> {
  const { rows } = await sql<Omit<TotalsRow, 'whole'>>`${sources(asked)} select ${totals(asked)}`.execute(tx);
  return withWhole(rows);
}

function totals(asked: Asked): RawBuilder<unknown> {
  return sql`
    ${list(percentiles(sql`select 0 as span, ms, sum(runs) as runs from took group by ms`))} as "wholeLatencies",
    ${list(numbers(asked, 'span', null))} as "bySpan",
    ${list(percentiles(sql`select span, ms, runs from took`))} as latencies`;
}

/** The spans follow one another, so they come to the whole. */
function withWhole<R extends { bySpan: RunNumbers[] }>(rows: readonly R[]): R & Pick<TotalsRow, 'whole'> {
  const [row] = rows;
  if (row === undefined) throw new Error('a select without a table has one row');
  const [first, ...more] = row.bySpan;
  if (first === undefined) return { ...row, whole: [] };
  const whole = { ...first, span: 0 };
  const counted = Object.keys(whole).filter((key) => key !== 'span') as (keyof RunNumbers)[];
  for (const span of more) for (const key of counted) whole[key] += span[key];
  return { ...row, whole: [whole] };
}

// Not jsonb, which takes twice as long to make and is no shorter on the wire.
function list(statement: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(item), '[]') from (${statement}) item)`;
}

/** The cube in which everything that is asked for stands apart; see the migration. */
function cubeOf(filter: RunFilter, by: Dimension | null): number {
  const asked = new Set<number>();
  if (filter.agentId !== null || by === 'agent') asked.add(1);
  if (filter.apiKeyId !== null || filter.memberId !== null || by === 'apiKey' || by === 'member')
    asked.add(2);
  if (filter.model !== null || by === 'model') asked.add(3);
  if (by === 'error') asked.add(4);
  const [one = 0, ...more] = asked;
  return more.length > 0 ? 5 : one;
}

const keyOf: Record<Dimension, RawBuilder<unknown>> = {
  agent: sql`agent_id`,
  apiKey: sql`api_key_id`,
  member: sql`member_id::text`,
  model: sql`model`,
  error: sql`error_code`,
};

/** `coarse` for the cube that has no cells of half an hour. */
const suffix = (cube: number, per: Per) => `${per}_${cube === 5 ? 'coarse' : 'fine'}`;

/** What the lists are made of. Postgres makes only those that a list names. */
function sources(asked: Asked): RawBuilder<unknown> {
  const { spans, teamId, filter } = asked;
  const [first, last] = [spans[0], spans.at(-1)];
  const whole = first && last ? [{ from: first.from, to: last.to }] : [];
  const series = sql`agent_id, api_key_id, member_id, model, error_code`;
  const cube = cubeOf(filter, null);
  return sql`with span_fine ${piecesOf(spans, 1)}, span_coarse ${piecesOf(spans, 2)}, range_fine ${piecesOf(whole, 1)},
    raw_span_fine ${rawOf('span_fine', asked)}, raw_span_coarse ${rawOf('span_coarse', asked)},
    raw_range_fine ${rawOf('range_fine', asked)},
    apart as materialized (
      select cell.span, ${series}, ${sql.join(sums.map((sum) => sql.ref(`cell.${sum}`)))}
      from (${summed(asked, 5, 'span')}) cell
        join public.run_series series on series.team_id = ${teamId} and series.id = cell.series_id
      union all
      select span, ${series}, ${sql.join(sums.map((sum) => sql.ref(sum)))} from raw_span_coarse
    ),
    took as materialized (
      select span, ms, sum(runs)::bigint as runs from (
        select piece.span, took.ms, took.runs
        from ${cells(asked, cube, 'span')} cross join lateral unnest(cell.durations, cell.duration_runs) as took (ms, runs)
        where piece.level > 0
        union all
        select span, duration_ms, runs from ${sql.ref(`raw_${suffix(cube, 'span')}`)} where duration_ms is not null
      ) each_of_them
      group by span, ms having sum(runs) <> 0
    )`;
}

// `offset 0` keeps each piece a search of its own in the index: its times are no parameters that the planner sees.
function cells({ teamId, filter }: Asked, cube: number, per: Per): RawBuilder<unknown> {
  const wanted = [
    filter.agentId === null ? null : sql`and s.agent_id = ${filter.agentId}`,
    filter.apiKeyId === null ? null : sql`and s.api_key_id = ${filter.apiKeyId}`,
    filter.memberId === null ? null : sql`and s.member_id = ${filter.memberId}::uuid`,
    filter.model === null ? null : sql`and s.model = ${filter.model}`,
  ].filter((each) => each !== null);
  // With the series named there is an index that reads their cells and no others.
  const series =
    wanted.length === 0
      ? sql``
      : sql`and c.series_id = any (array(
          select s.id from public.run_series s
          where s.team_id = ${teamId} and s.cube = ${sql.lit(cube)} ${sql.join(wanted, sql` `)}
        ))`;
  return sql`${sql.ref(suffix(cube, per))} piece cross join lateral (
    select * from public.run_cells c
    where c.team_id = ${teamId} and c.cube = ${sql.lit(cube)} and c.level = piece.level
      and c.starts_at >= piece.starts and c.starts_at < piece.ends ${series} offset 0
  ) cell`;
}

/** Cells of a series together, before anything is looked up of them: numbers are compared quicker than names. */
function summed(asked: Asked, cube: number, per: Per): RawBuilder<unknown> {
  const columns = sums.map((sum) =>
    sum === 'open' ? sql`0 as open` : sql`sum(${sql.ref(`cell.${sum}`)})::bigint as ${sql.ref(sum)}`,
  );
  return sql`select piece.span, cell.series_id, ${sql.join(columns)} from ${cells(asked, cube, per)}
    where piece.level > 0 group by piece.span, cell.series_id`;
}

function numbers(asked: Asked, per: Per, by: Dimension | null): RawBuilder<unknown> {
  const cube = cubeOf(asked.filter, by);
  const key = by === null ? sql`null::text` : keyOf[by];
  const columns = sql.join(sums.map((sum) => sql.ref(sum)));
  const from =
    cube === 5
      ? sql`select ${per === 'range' ? sql`0 as span` : sql`span`}, ${key} as key, ${columns} from apart`
      : sql`
          select cell.span, ${key} as key, ${columns} from (${summed(asked, cube, per)}) cell
            join public.run_series series on series.team_id = ${asked.teamId} and series.id = cell.series_id
          union all
          select span, ${key}, ${columns} from ${sql.ref(`raw_${suffix(cube, per)}`)}`;
  // Keys and errors are listed for runs that have one.
  const named = by === 'apiKey' || by === 'error' ? sql`where key is not null` : sql``;
  const totalled = sums.map(
    (sum) => sql`coalesce(sum(${sql.ref(sum)}), 0)::bigint as ${sql.ref(written[sum])}`,
  );
  return sql`
    select span, ${by === null ? sql`` : sql`key,`} ${sql.join(totalled)}
    from (${from}) counted ${named} group by span ${by === null ? sql`` : sql`, key`}`;
}

const written: Record<(typeof sums)[number], keyof RunNumbers> = {
  ...{ succeeded: 'succeeded', failed: 'failed', refused: 'refused', cancelled: 'cancelled', open: 'open' },
  ...{ tokens_input: 'tokensInput', tokens_output: 'tokensOutput', cost_nano_usd: 'costNanoUsd' },
};

/** Of rows of `span`, `ms` and how many `runs` took so long. */
function percentiles(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  const at = (share: number) => sql`min(ms) filter (where upto >= ceil(${sql.lit(share)}::float8 * runs))`;
  return sql`
    select span, ${at(0.5)} as p50, ${at(0.95)} as p95, ${at(0.99)} as p99
    from (
      select span, ms, sum(runs) over (partition by span order by ms) as upto, sum(runs) over (partition by span) as runs
      from (${rows}) took
    ) ranked
    group by span`;
}
