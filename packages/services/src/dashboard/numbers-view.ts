import { type Dashboard, nanoUsdToUsd } from '@agent-factory/contracts';
import type { RunLatencies, RunNumbers, RunNumbersOf, Span, TotalsRow } from '@agent-factory/db';

type NumbersView = Pick<
  Dashboard['totals'],
  'runs' | 'succeeded' | 'failed' | 'refused' | 'cancelled' | 'open' | 'cost_usd' | 'tokens'
>;

const nothing: Omit<RunNumbers, 'span'> = {
  ...{ succeeded: 0, failed: 0, refused: 0, cancelled: 0, open: 0 },
  ...{ tokensInput: 0, tokensOutput: 0, costNanoUsd: 0 },
};

const runsOf = (row: Omit<RunNumbers, 'span'>) =>
  row.succeeded + row.failed + row.refused + row.cancelled + row.open;

export function numbersView(row: Omit<RunNumbers, 'span'> = nothing): NumbersView {
  const { succeeded, failed, refused, cancelled, open, tokensInput, tokensOutput } = row;
  return {
    runs: runsOf(row),
    ...{ succeeded, failed, refused, cancelled, open },
    cost_usd: nanoUsdToUsd(row.costNanoUsd),
    tokens: { input: tokensInput, output: tokensOutput, total: tokensInput + tokensOutput },
  };
}

function latencyView(row: RunLatencies | undefined): Dashboard['totals']['latency_ms'] {
  return { p50: row?.p50 ?? null, p95: row?.p95 ?? null, p99: row?.p99 ?? null };
}

/** Totals and points of one time. */
export function totalsView(row: TotalsRow, spans: readonly Span[]): Pick<Dashboard, 'totals' | 'series'> {
  const [whole = { span: 0, ...nothing }] = row.whole;
  const decided = whole.succeeded + whole.failed;
  const numbers = new Map(row.bySpan.map((one) => [one.span, one]));
  const latencies = new Map(row.latencies.map((one) => [one.span, one]));
  return {
    totals: {
      ...numbersView(whole),
      success_rate: decided === 0 ? null : whole.succeeded / decided,
      latency_ms: latencyView(row.wholeLatencies[0]),
    },
    series: spans.map(({ from, to }, span) => ({
      at: from.toISOString(),
      ends_at: to.toISOString(),
      ...numbersView(numbers.get(span)),
      latency_ms: latencyView(latencies.get(span)),
    })),
  };
}

/** Rows of one key together: their sums, and which spans they are of. Dearest first, then by runs. */
export function partsOf(
  rows: readonly RunNumbersOf[],
  spans: readonly Span[],
): (NumbersView & { id: string | null; series: { runs: number; cost_usd: number }[] })[] {
  return [...Map.groupBy(rows, ({ key }) => key)]
    .map(([id, of]) => {
      const at = new Map(of.map((row) => [row.span, row]));
      return {
        id,
        ...numbersView(sum(of)),
        series: spans.map((_, span) => {
          const row = at.get(span);
          return row === undefined
            ? { runs: 0, cost_usd: 0 }
            : { runs: runsOf(row), cost_usd: nanoUsdToUsd(row.costNanoUsd) };
        }),
      };
    })
    .filter(({ runs }) => runs > 0)
    .sort((one, other) => other.cost_usd - one.cost_usd || other.runs - one.runs);
}

function sum(rows: readonly RunNumbersOf[]): Omit<RunNumbers, 'span'> {
  const all = { ...nothing };
  for (const row of rows) for (const key of Object.keys(all) as (keyof typeof all)[]) all[key] += row[key];
  return all;
}
