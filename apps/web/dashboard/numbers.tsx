'use client';

import type { DashboardInput } from '@agent-factory/contracts';
import {
  Button,
  type ChartSeries,
  chartTones,
  formatDuration,
  formatMoney,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Dashboard } from '../trpc/outputs.ts';
import { Breakdowns } from './breakdowns.tsx';
import { ChartPanel, type ChartPanelProps } from './chart-panel.tsx';
import { Figures } from './figures.tsx';
import { pointsOf, sayRange } from './points.ts';
import { saveFile } from './save-file.ts';
import { runsBehind } from './view-of-url.ts';

type Point = Dashboard['series'][number];

const count = (value: number) => value.toLocaleString('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const tokens = (value: number) => compact.format(value);
const duration = (ms: number) => formatDuration(ms / 1000);
/** So many stand by name; the others together. */
const mostNamed = 5;

const statuses = [
  { id: 'succeeded', label: 'Succeeded', tone: 'positive' },
  { id: 'failed', label: 'Failed', tone: 'danger' },
  { id: 'refused', label: 'Refused', tone: 'warning' },
  { id: 'cancelled', label: 'Cancelled', tone: 'muted' },
  { id: 'open', label: 'Not ended', tone: 'info' },
] as const;

/** Figures, charts and tables of one answer. */
export function Numbers({ all, view }: { all: Dashboard; view: DashboardInput }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const toast = useToast();
  const quota = useQuery(trpc.usage.quota.queryOptions());
  const csv = useMutation({
    mutationFn: () => client.dashboard.export.query(view),
    onSuccess: ({ text, contentType, fileName }) =>
      saveFile(new Blob([text], { type: contentType }), fileName),
    onError: (error) =>
      toast({ tone: 'danger', title: 'The export did not work', description: apiFailure(error).message }),
  });
  const points = pointsOf(all);
  const range = sayRange(all);

  function open(at: number, status?: string): void {
    const point = all.series[at];
    if (point === undefined) return;
    const part = { from: point.at, to: point.ends_at, ...(status === undefined ? {} : { status }) };
    router.push(runsBehind(view, part));
  }
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted text-xs">{range}</p>
        <Button size="sm" loading={csv.isPending} onClick={() => csv.mutate()}>
          <FileDown aria-hidden="true" />
          Export CSV
        </Button>
      </div>
      <Figures all={all} quota={quota.data} />
      <div className="grid min-w-0 gap-4 lg:grid-cols-2">
        {chartsOf(all).map(({ status, ...chart }) => (
          <ChartPanel
            {...chart}
            key={chart.title}
            points={points}
            range={range}
            onOpen={(at) => open(at, status)}
          />
        ))}
      </div>
      <Breakdowns all={all} view={view} />
    </>
  );
}

type Chart = Pick<ChartPanelProps, 'title' | 'label' | 'shape' | 'format' | 'series'> & {
  /** Of the runs behind one of its points, where it is of some alone. */
  status?: string;
};

function chartsOf(all: Dashboard): Chart[] {
  const line = (head: Omit<ChartSeries, 'values'>, of: (point: Point) => number | null): ChartSeries => ({
    ...head,
    values: all.series.map(of),
  });
  const ghost = (label: string, of: (point: Point) => number | null): ChartSeries[] =>
    all.previous === null
      ? []
      : [{ id: 'before', label, tone: 'muted', ghost: true, values: all.previous.series.map(of) }];
  const costBefore = ghost('All, the time before', ({ cost_usd }) => cost_usd);
  return [
    {
      title: 'Runs',
      label: 'Runs by status',
      shape: 'bars',
      format: count,
      series: [
        ...statuses.map((status) => line(status, (point) => point[status.id])),
        ...ghost('All, the time before', ({ runs }) => runs),
      ],
    },
    {
      title: 'Latency',
      label: 'From start to end, without waits for people; exact to two digits',
      shape: 'lines',
      format: duration,
      series: [
        line({ id: 'p50', label: 'p50', tone: 'positive' }, ({ latency_ms }) => latency_ms.p50),
        line({ id: 'p95', label: 'p95', tone: 'accent' }, ({ latency_ms }) => latency_ms.p95),
        line({ id: 'p99', label: 'p99', tone: 'danger', dashed: true }, ({ latency_ms }) => latency_ms.p99),
        ...ghost('p95, the time before', ({ latency_ms }) => latency_ms.p95),
      ],
    },
    {
      title: 'Cost by model',
      label: 'US dollars, by the model that answered last',
      shape: 'bars',
      format: formatMoney,
      series: [...stack(all.by_model, 'none'), ...costBefore],
    },
    {
      title: 'Cost by agent',
      label: 'US dollars',
      shape: 'bars',
      format: formatMoney,
      series: [...stack(all.by_agent, 'unknown'), ...costBefore],
    },
    {
      title: 'Tokens',
      label: 'Tokens read and written',
      shape: 'bars',
      format: tokens,
      series: [
        line({ id: 'input', label: 'Read', tone: 'accent' }, (point) => point.tokens.input),
        line({ id: 'output', label: 'Written', tone: 'info' }, (point) => point.tokens.output),
        ...ghost('All, the time before', (point) => point.tokens.total),
      ],
    },
    {
      title: 'Failures',
      label: 'Runs that failed or were refused',
      shape: 'lines',
      format: count,
      status: 'failed',
      series: [
        line({ id: 'failed', label: 'Failed', tone: 'danger' }, ({ failed }) => failed),
        line({ id: 'refused', label: 'Refused', tone: 'warning', dashed: true }, ({ refused }) => refused),
        ...ghost('Failed, the time before', ({ failed }) => failed),
      ],
    },
  ];
}

/** What the dearest cost at each point, and all others together. */
function stack(parts: Dashboard['by_model'], nameless: string): ChartSeries[] {
  const named = parts.slice(0, mostNamed);
  const rest = parts.slice(mostNamed);
  const series: ChartSeries[] = named.map((part, place) => ({
    id: part.id ?? nameless,
    label: part.name ?? part.id ?? nameless,
    tone: chartTones[place % chartTones.length] ?? 'accent',
    values: part.series.map(({ cost_usd }) => cost_usd),
  }));
  if (rest.length === 0) return series;
  const sums = (rest[0]?.series ?? []).map((_, at) =>
    rest.reduce((sum, part) => sum + (part.series[at]?.cost_usd ?? 0), 0),
  );
  return [...series, { id: 'rest', label: `${rest.length} others`, tone: 'muted', values: sums }];
}
