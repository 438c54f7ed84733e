import { cn, formatDuration, formatMoney, Panel } from '@agent-factory/ui';
import Link from 'next/link';
import type { Dashboard, Quota } from '../trpc/outputs.ts';
import { sayChange } from './change.ts';

interface Figure {
  name: string;
  value: string;
  /** Against the time before. */
  change?: string | null;
  /** Whether more is worse. */
  worse?: boolean;
  note?: string;
  href?: string;
}

const count = (value: number) => value.toLocaleString('en-US');
const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
const took = (ms: number | null) => (ms === null ? '–' : formatDuration(ms / 1000));

/** What it comes to, each figure with how it was the same length of time before. */
export function Figures({ all, quota }: { all: Dashboard; quota: Quota | undefined }) {
  const { totals, tests } = all;
  const before = all.previous?.totals ?? null;
  const runs = quota?.runs;
  const figures: Figure[] = [
    { name: 'Runs', value: count(totals.runs), change: sayChange(totals.runs, before?.runs ?? null) },
    {
      name: 'Succeeded',
      value: share(totals.success_rate),
      change: sayChange(totals.success_rate, before?.success_rate ?? null),
      note: `${count(totals.failed)} failed`,
    },
    {
      name: 'Cost',
      value: formatMoney(totals.cost_usd),
      change: sayChange(totals.cost_usd, before?.cost_usd ?? null),
      worse: true,
    },
    {
      name: 'Tokens',
      value: count(totals.tokens.total),
      change: sayChange(totals.tokens.total, before?.tokens.total ?? null),
      worse: true,
    },
    {
      name: 'Latency, p95',
      value: took(totals.latency_ms.p95),
      change: sayChange(totals.latency_ms.p95, before?.latency_ms.p95 ?? null),
      worse: true,
      note: `p50 ${took(totals.latency_ms.p50)}`,
    },
    {
      name: 'Approvals waiting',
      value: all.approvals_waiting >= 100 ? '99+' : count(all.approvals_waiting),
      note: 'now',
      href: '/approvals',
    },
    {
      name: 'Tests passed',
      value: share(tests.pass_rate),
      note: `${count(tests.test_runs)} test runs · gates ${count(tests.gates.open)} open, ${count(tests.gates.shut)} shut`,
      href: '/tests',
    },
    {
      name: 'Quota',
      value: runs === undefined ? '–' : count(runs.used),
      note:
        runs === undefined
          ? 'of runs'
          : runs.limit === null
            ? 'runs this period, no limit'
            : `of ${count(runs.limit)} runs this period`,
      href: '/settings/limits',
    },
  ];
  return (
    <Panel aria-label="Totals" className="grid grid-cols-2 overflow-hidden sm:grid-cols-4">
      {figures.map((figure) => (
        <Tile key={figure.name} {...figure} />
      ))}
    </Panel>
  );
}

function Tile({ name, value, change, worse = false, note, href }: Figure) {
  const up = change?.startsWith('+') === true;
  const tone =
    change === undefined || change === null || !/^[+−]/.test(change)
      ? 'text-muted'
      : up === worse
        ? 'text-danger'
        : 'text-positive';
  return (
    <div className="-mt-px -ms-px min-h-[5.5rem] border-t border-s px-4 py-3">
      <p className="text-muted text-xs">
        {href === undefined ? (
          name
        ) : (
          <Link href={href} className="underline-offset-2 hover:underline">
            {name}
          </Link>
        )}
      </p>
      <p className="mt-0.5 font-semibold text-xl tabular-nums">{value}</p>
      <p className="text-muted text-xs tabular-nums">
        {change === undefined || change === null ? null : (
          <span className={cn('me-1.5 font-medium', tone)}>{change}</span>
        )}
        {note}
      </p>
    </div>
  );
}
