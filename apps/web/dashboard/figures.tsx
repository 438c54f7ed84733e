'use client';

import { cn, Panel, useFigures } from '@agent-factory/ui';
import Link from 'next/link';
import type { Dashboard, Quota } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
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

/** What it comes to, each figure with how it was the same length of time before. */
export function Figures({ all, quota }: { all: Dashboard; quota: Quota | undefined }) {
  const say = useWords('dashboard');
  const { money, number: count, duration } = useFigures();
  const tenth = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const share = (value: number | null) => (value === null ? '–' : `${count(value * 100, tenth)} %`);
  const took = (ms: number | null) => (ms === null ? '–' : duration(ms / 1000));
  const change = (now: number | null, before: number | null) => sayChange(now, before, count);
  const { totals, tests } = all;
  const before = all.previous?.totals ?? null;
  const runs = quota?.runs;
  const figures: Figure[] = [
    { name: say('runs'), value: count(totals.runs), change: change(totals.runs, before?.runs ?? null) },
    {
      name: say('succeeded'),
      value: share(totals.success_rate),
      change: change(totals.success_rate, before?.success_rate ?? null),
      note: say('countFailed', { count: count(totals.failed) }),
    },
    {
      name: say('cost'),
      value: money(totals.cost_usd),
      change: change(totals.cost_usd, before?.cost_usd ?? null),
      worse: true,
    },
    {
      name: say('tokens'),
      value: count(totals.tokens.total),
      change: change(totals.tokens.total, before?.tokens.total ?? null),
      worse: true,
    },
    {
      name: say('latencyP95'),
      value: took(totals.latency_ms.p95),
      change: change(totals.latency_ms.p95, before?.latency_ms.p95 ?? null),
      worse: true,
      note: `p50 ${took(totals.latency_ms.p50)}`,
    },
    {
      name: say('approvalsWaiting'),
      value: all.approvals_waiting >= 100 ? '99+' : count(all.approvals_waiting),
      note: say('now'),
      href: '/approvals',
    },
    {
      name: say('testsPassed'),
      value: share(tests.pass_rate),
      note: say('testNote', {
        runs: count(tests.test_runs),
        open: count(tests.gates.open),
        shut: count(tests.gates.shut),
      }),
      href: '/tests',
    },
    {
      name: say('quota'),
      value: runs === undefined ? '–' : count(runs.used),
      note:
        runs === undefined
          ? say('quotaRuns')
          : runs.limit === null
            ? say('quotaNoLimit')
            : say('quotaOf', { count: count(runs.limit) }),
      href: '/settings/limits',
    },
  ];
  return (
    <Panel aria-label={say('totals')} className="grid grid-cols-2 overflow-hidden sm:grid-cols-4">
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
