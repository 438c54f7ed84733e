import type { AgentId, ApiKeyId, TeamId } from '@agent-factory/contracts';
import { type RawBuilder, sql } from 'kysely';
import { type Span, splitRange } from './split-range.ts';

/** Whose runs; null for anybody's. */
export interface RunFilter {
  agentId: AgentId | null;
  apiKeyId: ApiKeyId | null;
  memberId: string | null;
  model: string | null;
}

export interface Asked {
  teamId: TeamId;
  filter: RunFilter;
  spans: readonly Span[];
}
/** What is added up of runs, by the columns of cells; `open` are those that have not ended. */
export const sums = [
  ...(['succeeded', 'failed', 'refused', 'cancelled', 'open'] as const),
  ...(['tokens_input', 'tokens_output', 'cost_nano_usd'] as const),
] as const;

/** How spans are put together of cells, `finest` and longer; level 0 is read from the runs. */
export function piecesOf(spans: readonly Span[], finest: 1 | 2): RawBuilder<unknown> {
  const split = splitRange(spans, finest);
  return sql`(span, level, starts, ends) as materialized (
    select * from unnest(${split.map(({ span }) => span)}::integer[], ${split.map(({ level }) => level)}::smallint[],
      ${split.map(({ from }) => from)}::timestamptz[], ${split.map(({ to }) => to)}::timestamptz[])
  )`;
}

/**
 * What no cell of these pieces holds, one row each, for those whom the filter names: deltas that are not folded yet, ended runs where the pieces
 * are too short for a cell, and open runs. Read once, whatever it is listed by.
 */
export function rawOf(pieces: string, { teamId, filter, spans }: Asked): RawBuilder<unknown> {
  const [first, last] = [spans[0]?.from ?? null, spans.at(-1)?.to ?? null];
  const within = (table: string, member: string) => sql`${sql.ref(`${table}.team_id`)} = ${teamId}
    and ${sql.ref(`${table}.created_at`)} >= ${first} and ${sql.ref(`${table}.created_at`)} < ${last}
    ${chosen(filter, table, member)}`;
  const run = sql`run.agent_id, run.api_key_id, run.created_by, run.model, run.error ->> 'code'`;
  // The pieces follow one another without a gap, so the one of a moment is found by halving.
  const tiles = sql`(
    select array_agg(starts order by starts) as starts, array_agg(level order by starts) as levels,
      array_agg(span order by starts) as spans from ${sql.ref(pieces)}
  ) tiles`;
  return sql`(span, agent_id, api_key_id, member_id, model, error_code, succeeded, failed, refused, cancelled, open,
      tokens_input, tokens_output, cost_nano_usd, runs, duration_ms) as materialized (
    select tiles.spans[tile.place], delta.agent_id, delta.api_key_id, delta.member_id, delta.model, delta.error_code,
      ${states('delta', sql`delta.sign`)}, 0, delta.sign * delta.tokens_input, delta.sign * delta.tokens_output,
      delta.sign * delta.cost_nano_usd, delta.sign, delta.duration_ms
    from ${tiles} cross join public.run_deltas delta
      cross join lateral (select width_bucket(delta.created_at, tiles.starts) as place) tile
    where ${within('delta', 'member_id')} and tiles.levels[tile.place] > 0
    union all
    select piece.span, ${run}, ${states('run', sql`1`)}, 0, run.tokens_input, run.tokens_output, run.cost_nano_usd, 1,
      case when run.started_at is not null then app.run_duration(run.started_at, run.finished_at, run.waited_ms) end
    from ${sql.ref(pieces)} piece cross join lateral (
      select * from public.runs run
      where run.created_at >= piece.starts and run.created_at < piece.ends and run.finished_at is not null
        and ${within('run', 'created_by')} offset 0
    ) run
    where piece.level = 0
    union all
    select tiles.spans[width_bucket(run.created_at, tiles.starts)], ${run}, 0, 0, 0, 0, 1, run.tokens_input,
      run.tokens_output, run.cost_nano_usd, 0, null
    from ${tiles} cross join public.runs run
    where run.status in ('queued', 'running', 'waiting') and ${within('run', 'created_by')}
  )`;
}

function states(table: string, sign: RawBuilder<unknown>): RawBuilder<unknown> {
  const is = (state: string) =>
    sql`case ${sql.ref(`${table}.status`)} when ${sql.lit(state)} then ${sign} else 0 end`;
  return sql.join(['succeeded', 'failed', 'refused', 'cancelled'].map(is));
}

function chosen(filter: Asked['filter'], table: string, member: string): RawBuilder<unknown> {
  return sql.join(
    [
      filter.agentId === null ? sql`` : sql`and ${sql.ref(`${table}.agent_id`)} = ${filter.agentId}`,
      filter.apiKeyId === null ? sql`` : sql`and ${sql.ref(`${table}.api_key_id`)} = ${filter.apiKeyId}`,
      filter.memberId === null ? sql`` : sql`and ${sql.ref(`${table}.${member}`)} = ${filter.memberId}::uuid`,
      filter.model === null ? sql`` : sql`and ${sql.ref(`${table}.model`)} = ${filter.model}`,
    ],
    sql` `,
  );
}
