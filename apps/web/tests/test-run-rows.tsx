'use client';

import { Button, cn, formatMoney, RelativeTime, StatusChip } from '@agent-factory/ui';
import Link from 'next/link';
import type { TestRun } from '../trpc/outputs.ts';
import { isOver } from './is-over.ts';
import { Rate } from './rate.tsx';
import { VerdictBar } from './verdict-bar.tsx';

export interface TestRunRowsProps {
  runs: readonly TestRun[];
  titles: ReadonlyMap<string, string>;
  /** Runs that are held against each other, at most two. */
  chosen: readonly string[];
  onChoose: (runId: string) => void;
  onMore: (() => void) | undefined;
  loadingMore: boolean;
}

const columns =
  'items-center gap-x-4 md:grid-cols-[1.5rem_minmax(0,1fr)_minmax(0,10rem)_8rem_7rem_4.5rem_5.5rem]';

/** Test runs, newest first: how much passed, of what, at what cost. */
export function TestRunRows({ runs, titles, chosen, onChoose, onMore, loadingMore }: TestRunRowsProps) {
  return (
    <>
      <div aria-hidden="true" className={cn(columns, 'hidden h-9 border-b px-4 text-muted text-xs md:grid')}>
        <span />
        <span>Tests</span>
        <span>Agent</span>
        <span>Passed</span>
        <span />
        <span className="text-end">Cost</span>
        <span className="text-end">Started</span>
      </div>
      <ul className="divide-y divide-border">
        {runs.map((run) => (
          <li
            key={run.run_id}
            className={cn(
              columns,
              'relative grid grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-y-1.5 px-4 py-2.5 transition-colors last:rounded-b-md hover:bg-hover',
            )}
          >
            <input
              type="checkbox"
              aria-label={`Compare ${run.name}`}
              checked={chosen.includes(run.run_id)}
              onChange={() => onChoose(run.run_id)}
              className="relative z-10 size-4 accent-accent-solid"
            />
            <Link
              href={`/tests/runs/${run.run_id}`}
              data-list-entry
              className="truncate font-medium text-sm after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {run.name}
            </Link>
            <span className="truncate text-muted text-sm max-md:col-span-3 max-md:col-start-2 max-md:row-start-2">
              {run.agent_id === null ? 'Several agents' : (titles.get(run.agent_id) ?? 'A deleted agent')}
            </span>
            <span className="text-sm max-md:col-start-3 max-md:row-start-1">
              {isOver(run) && run.status !== 'cancelled' ? (
                <Rate of={run.pass_rate} className="font-medium" />
              ) : (
                <StatusChip status={run.status === 'finished' ? 'succeeded' : run.status} />
              )}
            </span>
            <VerdictBar run={run} className="max-md:col-span-3 max-md:col-start-1" />
            <span className="text-end text-muted text-xs tabular-nums max-md:hidden">
              {formatMoney(run.cost)}
            </span>
            <RelativeTime iso={run.created_at} className="text-end text-muted text-xs max-md:hidden" />
          </li>
        ))}
      </ul>
      {onMore ? (
        <div className="border-t p-2">
          <Button variant="ghost" className="w-full" loading={loadingMore} onClick={onMore}>
            Show older
          </Button>
        </div>
      ) : null}
    </>
  );
}
