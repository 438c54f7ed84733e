import type { Dashboard, dashboardInputSchema } from '@agent-factory/contracts';
import type { z } from 'zod';
import { csvCell } from '../audit/csv-line.ts';
import type { ServiceContext } from '../service-context.ts';
import { getDashboard } from './get.ts';

type Cell = string | number | null;
type Numbers = Pick<
  Dashboard['totals'],
  'runs' | 'succeeded' | 'failed' | 'refused' | 'cancelled' | 'open' | 'cost_usd' | 'tokens'
>;

const header = [
  ...['section', 'id', 'name', 'from', 'to', 'runs', 'succeeded', 'failed', 'refused', 'cancelled', 'open'],
  ...['cost_usd', 'tokens_input', 'tokens_output', 'latency_p50_ms', 'latency_p95_ms', 'latency_p99_ms'],
];

const numbersOf = (row: Numbers): Cell[] => [
  ...[row.runs, row.succeeded, row.failed, row.refused, row.cancelled, row.open],
  ...[row.cost_usd, row.tokens.input, row.tokens.output],
];

/**
 * All figures of the dashboard as CSV (RFC 4180): the totals, each point, each model, agent, key, member and error code,
 * told apart by `section`. Times are UTC. Errors: as `getDashboard`.
 */
export async function exportDashboard(call: {
  ctx: ServiceContext;
  input: z.input<typeof dashboardInputSchema>;
}): Promise<{ fileName: string; contentType: string; text: string }> {
  const all = await getDashboard(call);
  const rows: Cell[][] = [header];
  const range = [all.from, all.to];
  const took = ({ p50, p95, p99 }: Dashboard['totals']['latency_ms']): Cell[] => [p50, p95, p99];
  const none: Cell[] = [null, null, null];
  rows.push(['total', null, null, ...range, ...numbersOf(all.totals), ...took(all.totals.latency_ms)]);
  for (const point of all.series) {
    rows.push(['point', null, null, point.at, point.ends_at, ...numbersOf(point), ...took(point.latency_ms)]);
  }
  if (all.previous !== null) {
    const { from, to, totals, series } = all.previous;
    rows.push(['previous_total', null, null, from, to, ...numbersOf(totals), ...took(totals.latency_ms)]);
    for (const point of series) {
      const { at, ends_at, latency_ms } = point;
      rows.push(['previous_point', null, null, at, ends_at, ...numbersOf(point), ...took(latency_ms)]);
    }
  }
  const sections = {
    model: all.by_model,
    agent: all.by_agent,
    api_key: all.by_api_key,
    member: all.by_member,
  };
  for (const [section, lines] of Object.entries(sections)) {
    for (const line of lines) rows.push([section, line.id, line.name, ...range, ...numbersOf(line), ...none]);
  }
  for (const { code, runs } of all.by_error) {
    rows.push(['error', code, null, ...range, runs, ...Array<null>(8).fill(null), ...none]);
  }
  return {
    fileName: `dashboard-${all.from.slice(0, 10)}-${all.to.slice(0, 10)}.csv`,
    contentType: 'text/csv; charset=utf-8',
    text: rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''),
  };
}
