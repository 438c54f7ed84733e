'use client';

import { cn, RelativeTime, StatusChip, UsageLine } from '@agent-factory/ui';
import Link from 'next/link';
import type { Run } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { oneLine } from './one-line.ts';
import { runColumns } from './run-columns.ts';
import { StartedBy } from './started-by.tsx';

/** Runs with what they came to, each leading to itself. */
export function RunRows({ runs, titleOf }: { runs: readonly Run[]; titleOf: (run: Run) => string }) {
  const say = useWords('runs');
  return (
    <>
      <div
        aria-hidden="true"
        className={cn(runColumns, 'hidden h-9 border-b px-4 text-muted text-xs md:grid')}
      >
        <span>{say('status')}</span>
        <span>{say('agent')}</span>
        <span>{say('input')}</span>
        <span>{say('by')}</span>
        <span className="grid grid-cols-[4rem_5.5rem_4.5rem] gap-2 text-end">
          <span>{say('cost')}</span>
          <span>{say('tokens')}</span>
          <span>{say('time')}</span>
        </span>
        <span className="text-end">{say('started')}</span>
      </div>
      <ul className="divide-y divide-border">
        {runs.map((run) => (
          <RunRow key={run.run_id} run={run} title={titleOf(run)} />
        ))}
      </ul>
    </>
  );
}

function RunRow({ run, title }: { run: Run; title: string }) {
  return (
    <li
      className={cn(
        runColumns,
        'relative grid grid-cols-[1fr_auto] gap-y-1.5 px-4 py-2.5 transition-colors last:rounded-b-md hover:bg-hover',
      )}
    >
      <StatusChip status={run.status} className="justify-self-start max-md:col-start-2 max-md:row-start-1" />
      <Link
        href={`/runs/${run.run_id}`}
        data-list-entry
        className="truncate font-medium text-sm after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2 max-md:col-start-1 max-md:row-start-1"
      >
        {title}
        <span className="ms-1.5 font-normal text-muted text-xs tabular-nums">
          v{run.version}
          {run.tried_model === null ? null : ` + ${run.tried_model}`}
        </span>
      </Link>
      <p className="truncate text-muted text-sm max-md:col-span-2">{oneLine(run.input)}</p>
      <StartedBy
        by={run.started_by}
        className="text-muted text-xs max-md:col-start-2 max-md:justify-self-end"
      />
      <UsageLine
        columns
        cost={run.cost}
        tokens={run.tokens.total}
        seconds={run.execution_time}
        className="max-md:col-start-1"
      />
      <RelativeTime iso={run.created_at} className="text-end text-muted text-xs" />
    </li>
  );
}
