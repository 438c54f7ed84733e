'use client';

import type { DashboardInput } from '@agent-factory/contracts';
import { Button, type ChartSeries, chartTones, useFigures, useToast } from '@agent-factory/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Dashboard } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import type { Translator } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';
import { Breakdowns } from './breakdowns.tsx';
import { ChartPanel, type ChartPanelProps } from './chart-panel.tsx';
import { Figures } from './figures.tsx';
import { pointsOf, sayRange } from './points.ts';
import { saveFile } from './save-file.ts';
import { runsBehind } from './view-of-url.ts';

type Point = Dashboard['series'][number];

const compact = { notation: 'compact', maximumFractionDigits: 1 } as const;
/** So many stand by name; the others together. */
const mostNamed = 5;

const statuses = [
  { id: 'succeeded', name: 'succeeded', tone: 'positive' },
  { id: 'failed', name: 'failed', tone: 'danger' },
  { id: 'refused', name: 'refused', tone: 'warning' },
  { id: 'cancelled', name: 'cancelled', tone: 'muted' },
  { id: 'open', name: 'notEnded', tone: 'info' },
] as const;

/** Figures, charts and tables of one answer. */
export function Numbers({ all, view }: { all: Dashboard; view: DashboardInput }) {
  const say = useWords('dashboard');
  const tellFailure = useTellFailure();
  const figures = useFigures();
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
      toast({ tone: 'danger', title: say('exportFailed'), description: tellFailure(error) }),
  });
  const points = pointsOf(all, { say, moment: figures.moment });
  const range = sayRange(all, { say, moment: figures.moment });

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
          {say('exportCsv')}
        </Button>
      </div>
      <Figures all={all} quota={quota.data} />
      <div className="grid min-w-0 gap-4 lg:grid-cols-2">
        {chartsOf(all, say, figures).map(({ status, ...chart }) => (
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

function chartsOf(
  all: Dashboard,
  say: Translator<'dashboard'>,
  { number, duration: lasting, money }: ReturnType<typeof useFigures>,
): Chart[] {
  const count = (value: number) => number(value);
  const tokens = (value: number) => number(value, compact);
  const duration = (ms: number) => lasting(ms / 1000);
  const line = (head: Omit<ChartSeries, 'values'>, of: (point: Point) => number | null): ChartSeries => ({
    ...head,
    values: all.series.map(of),
  });
  const ghost = (label: string, of: (point: Point) => number | null): ChartSeries[] =>
    all.previous === null
      ? []
      : [{ id: 'before', label, tone: 'muted', ghost: true, values: all.previous.series.map(of) }];
  const costBefore = ghost(say('allBefore'), ({ cost_usd }) => cost_usd);
  return [
    {
      title: say('runs'),
      label: say('byStatus'),
      shape: 'bars',
      format: count,
      series: [
        ...statuses.map(({ id, name, tone }) => line({ id, label: say(name), tone }, (point) => point[id])),
        ...ghost(say('allBefore'), ({ runs }) => runs),
      ],
    },
    {
      title: say('latency'),
      label: say('latencyLabel'),
      shape: 'lines',
      format: duration,
      series: [
        line({ id: 'p50', label: 'p50', tone: 'positive' }, ({ latency_ms }) => latency_ms.p50),
        line({ id: 'p95', label: 'p95', tone: 'accent' }, ({ latency_ms }) => latency_ms.p95),
        line({ id: 'p99', label: 'p99', tone: 'danger', dashed: true }, ({ latency_ms }) => latency_ms.p99),
        ...ghost(say('p95Before'), ({ latency_ms }) => latency_ms.p95),
      ],
    },
    {
      title: say('costByModel'),
      label: say('costByModelLabel'),
      shape: 'bars',
      format: money,
      series: [...stack(all.by_model, say('noneNamed'), say), ...costBefore],
    },
    {
      title: say('costByAgent'),
      label: say('usDollars'),
      shape: 'bars',
      format: money,
      series: [...stack(all.by_agent, say('unknown'), say), ...costBefore],
    },
    {
      title: say('tokens'),
      label: say('tokensLabel'),
      shape: 'bars',
      format: tokens,
      series: [
        line({ id: 'input', label: say('read'), tone: 'accent' }, (point) => point.tokens.input),
        line({ id: 'output', label: say('written'), tone: 'info' }, (point) => point.tokens.output),
        ...ghost(say('allBefore'), (point) => point.tokens.total),
      ],
    },
    {
      title: say('failures'),
      label: say('failuresLabel'),
      shape: 'lines',
      format: count,
      status: 'failed',
      series: [
        line({ id: 'failed', label: say('failed'), tone: 'danger' }, ({ failed }) => failed),
        line(
          { id: 'refused', label: say('refused'), tone: 'warning', dashed: true },
          ({ refused }) => refused,
        ),
        ...ghost(say('failedBefore'), ({ failed }) => failed),
      ],
    },
  ];
}

/** What the dearest cost at each point, and all others together. */
function stack(parts: Dashboard['by_model'], nameless: string, say: Translator<'dashboard'>): ChartSeries[] {
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
  return [
    ...series,
    { id: 'rest', label: say('others', { count: rest.length }), tone: 'muted', values: sums },
  ];
}
