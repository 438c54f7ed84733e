import type { AgentId, ApiKeyId, TeamId } from '@agent-factory/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type Span, splitRange } from './split-range.ts';

/** Whose runs; null for anybody's. */
export interface RunFilter {
  agentId: AgentId | null;
  apiKeyId: ApiKeyId | null;
  memberId: string | null;
  model: string | null;
}

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

interface Asked {
  teamId: TeamId;
  filter: RunFilter;
  spans: readonly Span[];
}
interface Question extends Asked {
  by: Dimension | null;
  /** Each span by itself, or from the first to the last in one. */
  per: 'span' | 'range';
}

/**
 * What a team's runs come to in spans of time that follow one another. One statement, so that all of it is of one
 * moment: cells, what is not folded into them yet, the runs at the ends that cut a cell, and those that have not ended.
 */
export async function selectRunNumbers(tx: Transaction, asked: Asked): Promise<RunNumbersRow> {
  const { rows } = await sql<RunNumbersRow>`
    ${pieces(asked)}
    select ${totals(asked)},
      ${list(numbers({ ...asked, per: 'span', by: 'model' }))} as "byModel",
      ${list(numbers({ ...asked, per: 'span', by: 'agent' }))} as "byAgent",
      ${list(numbers({ ...asked, per: 'range', by: 'apiKey' }))} as "byApiKey",
      ${list(numbers({ ...asked, per: 'range', by: 'member' }))} as "byMember",
      ${list(numbers({ ...asked, per: 'range', by: 'error' }))} as "byError"`.execute(tx);
  return only(rows);
}

/** The part of it that another time is compared by. */
export async function selectRunTotals(tx: Transaction, asked: Asked): Promise<TotalsRow> {
  const { rows } = await sql<TotalsRow>`${pieces(asked)} select ${totals(asked)}`.execute(tx);
  return only(rows);
}

function totals(asked: Asked): RawBuilder<unknown> {
  return sql`
    ${list(numbers({ ...asked, per: 'range', by: null }))} as whole,
    ${list(latencies({ ...asked, per: 'range', by: null }))} as "wholeLatencies",
    ${list(numbers({ ...asked, per: 'span', by: null }))} as "bySpan",
    ${list(latencies({ ...asked, per: 'span', by: null }))} as latencies`;
}

function only<R>(rows: readonly R[]): R {
  const [row] = rows;
  if (row === undefined) throw new Error('a select without a table has one row');
  return row;
}

function wholeOf(spans: readonly Span[]): Span[] {
  const [first, last] = [spans[0], spans.at(-1)];
  return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
}

function list(statement: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(jsonb_agg(to_jsonb(item)), '[]') from (${statement}) item)`;
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

type Source = 'series' | 'delta' | 'run';
const memberOf = { series: sql`series.member_id`, delta: sql`delta.member_id`, run: sql`run.created_by` };
const errorOf = {
  series: sql`series.error_code`,
  delta: sql`delta.error_code`,
  run: sql`run.error ->> 'code'`,
};

function keyOf(by: Dimension | null, source: Source): RawBuilder<unknown> {
  const table = sql.ref(source);
  switch (by) {
    case null:
      return sql`null::text`;
    case 'agent':
      return sql`${table}.agent_id`;
    case 'apiKey':
      return sql`${table}.api_key_id`;
    case 'member':
      return sql`${memberOf[source]}::text`;
    case 'model':
      return sql`${table}.model`;
    case 'error':
      return errorOf[source];
  }
}

/** Keys and errors are listed for runs that have one. */
function conditions({ filter, by }: Question, source: Source): RawBuilder<unknown> {
  const table = sql.ref(source);
  return sql.join(
    [
      filter.agentId === null ? sql`` : sql`and ${table}.agent_id = ${filter.agentId}`,
      filter.apiKeyId === null ? sql`` : sql`and ${table}.api_key_id = ${filter.apiKeyId}`,
      filter.memberId === null ? sql`` : sql`and ${memberOf[source]} = ${filter.memberId}::uuid`,
      filter.model === null ? sql`` : sql`and ${table}.model = ${filter.model}`,
      by === 'apiKey' ? sql`and ${table}.api_key_id is not null` : sql``,
      by === 'error' ? sql`and ${errorOf[source]} is not null` : sql``,
    ],
    sql` `,
  );
}

/** How the spans, and the whole of them, are put together; `coarse` for the cube that has no cells of half an hour. */
function pieces({ spans }: Asked): RawBuilder<unknown> {
  const tables = [
    ['span_fine', spans, 1],
    ['span_coarse', spans, 2],
    ['range_fine', wholeOf(spans), 1],
    ['range_coarse', wholeOf(spans), 2],
  ] as const;
  return sql`with ${sql.join(
    tables.map(([name, of, finest]) => {
      const split = splitRange(of, finest);
      return sql`${sql.ref(name)} (span, level, starts, ends) as materialized (
        select * from unnest(${split.map(({ span }) => span)}::integer[], ${split.map(({ level }) => level)}::smallint[],
          ${split.map(({ from }) => from)}::timestamptz[], ${split.map(({ to }) => to)}::timestamptz[])
      )`;
    }),
  )}`;
}

function piecesOf(asked: Question): {
  cube: number;
  table: RawBuilder<unknown>;
  from: Date | null;
  to: Date | null;
} {
  const cube = cubeOf(asked.filter, asked.by);
  const table = sql`${sql.ref(`${asked.per}_${cube === 5 ? 'coarse' : 'fine'}`)} piece`;
  return { cube, table, from: asked.spans[0]?.from ?? null, to: asked.spans.at(-1)?.to ?? null };
}

const endedRun = sql`run.finished_at is not null`;
const states = ['succeeded', 'failed', 'refused', 'cancelled'] as const;

// `offset 0` keeps each piece a search of its own in the index: its times are no parameters that the planner sees.
function numbers(asked: Question): RawBuilder<unknown> {
  const { teamId, by } = asked;
  const { cube, table, from: first, to: last } = piecesOf(asked);
  const signs = (source: Source, sign: RawBuilder<unknown>) =>
    sql.join(
      states.map(
        (state) => sql`case ${sql.ref(`${source}.status`)} when ${sql.lit(state)} then ${sign} else 0 end`,
      ),
    );
  const sums = sql.join(
    [...states, 'open'].map((state) => sql`coalesce(sum(${sql.ref(state)}), 0)::bigint as ${sql.ref(state)}`),
  );
  return sql`
    select span, ${by === null ? sql`` : sql`key,`} ${sums},
      coalesce(sum(tokens_input), 0)::bigint as "tokensInput",
      coalesce(sum(tokens_output), 0)::bigint as "tokensOutput",
      coalesce(sum(cost_nano_usd), 0)::bigint as "costNanoUsd"
    from (
      select piece.span, ${keyOf(by, 'series')} as key, cell.succeeded, cell.failed, cell.refused, cell.cancelled,
        0 as open, cell.tokens_input, cell.tokens_output, cell.cost_nano_usd
      from ${table} cross join lateral (
        select * from public.run_cells c
        where c.team_id = ${teamId} and c.cube = ${cube} and c.level = piece.level
          and c.starts_at >= piece.starts and c.starts_at < piece.ends offset 0
      ) cell join public.run_series series on series.team_id = ${teamId} and series.id = cell.series_id
      where piece.level > 0 ${conditions(asked, 'series')}
      union all
      select piece.span, ${keyOf(by, 'delta')}, ${signs('delta', sql`delta.sign`)}, 0, delta.sign * delta.tokens_input,
        delta.sign * delta.tokens_output, delta.sign * delta.cost_nano_usd
      from public.run_deltas delta join ${table} on piece.level > 0 and delta.created_at >= piece.starts
        and delta.created_at < piece.ends
      where delta.team_id = ${teamId} and delta.created_at >= ${first} and delta.created_at < ${last}
        ${conditions(asked, 'delta')}
      union all
      select piece.span, ${keyOf(by, 'run')}, ${signs('run', sql`1`)}, 0, run.tokens_input, run.tokens_output,
        run.cost_nano_usd
      from ${table} cross join lateral (
        select * from public.runs run
        where run.team_id = ${teamId} and run.created_at >= piece.starts and run.created_at < piece.ends
          and ${endedRun} ${conditions(asked, 'run')} offset 0
      ) run
      where piece.level = 0
      union all
      select ${spanOf(asked)}, ${keyOf(by, 'run')}, 0, 0, 0, 0, 1, run.tokens_input, run.tokens_output, run.cost_nano_usd
      from public.runs run
      where run.team_id = ${teamId} and run.status in ('queued', 'running', 'waiting')
        and run.created_at >= ${first} and run.created_at < ${last} ${conditions(asked, 'run')}
    ) counted
    group by span ${by === null ? sql`` : sql`, key`}`;
}

/** Which of the spans, which follow one another, an open run was started in. */
function spanOf({ spans, per }: Question): RawBuilder<unknown> {
  if (per === 'range') return sql`0`;
  return sql`width_bucket(run.created_at, ${spans.map(({ from }) => from)}::timestamptz[]) - 1`;
}

function latencies(question: Question): RawBuilder<unknown> {
  const { teamId } = question;
  const { cube, table, from: first, to: last } = piecesOf(question);
  const at = (share: number) => sql`min(ms) filter (where upto >= ceil(${sql.lit(share)}::float8 * runs))`;
  return sql`
    select span, ${at(0.5)} as p50, ${at(0.95)} as p95, ${at(0.99)} as p99
    from (
      select span, ms, sum(runs) over (partition by span order by ms) as upto, sum(runs) over (partition by span) as runs
      from (
        select span, ms, sum(runs) as runs from (
          select piece.span, took.ms, took.runs
          from ${table} cross join lateral (
            select * from public.run_cells c
            where c.team_id = ${teamId} and c.cube = ${cube} and c.level = piece.level
              and c.starts_at >= piece.starts and c.starts_at < piece.ends offset 0
          ) cell join public.run_series series on series.team_id = ${teamId} and series.id = cell.series_id
          cross join lateral unnest(cell.durations, cell.duration_runs) as took (ms, runs)
          where piece.level > 0 ${conditions(question, 'series')}
          union all
          select piece.span, delta.duration_ms, delta.sign
          from public.run_deltas delta join ${table} on piece.level > 0 and delta.created_at >= piece.starts
            and delta.created_at < piece.ends
          where delta.team_id = ${teamId} and delta.created_at >= ${first} and delta.created_at < ${last}
            and delta.duration_ms is not null ${conditions(question, 'delta')}
          union all
          select piece.span, app.run_duration(run.started_at, run.finished_at, run.waited_ms), 1
          from ${table} cross join lateral (
            select * from public.runs run
            where run.team_id = ${teamId} and run.created_at >= piece.starts and run.created_at < piece.ends
              and ${endedRun} and run.started_at is not null ${conditions(question, 'run')} offset 0
          ) run
          where piece.level = 0
        ) all_of_them
        group by span, ms having sum(runs) <> 0
      ) by_duration
    ) ranked
    group by span`;
}
