'use client';

import { cn, formatDuration, formatMoney, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { TestSummary } from '../trpc/outputs.ts';
import { TestDetail } from './test-detail.tsx';
import { VerdictChip } from './verdict-chip.tsx';

export interface CaseRowProps {
  test: TestSummary;
  open: boolean;
  /** Whether its run has ended. */
  over: boolean;
  onOpen: () => void;
}

const faultLabels = {
  agent: 'Agent’s fault',
  simulator: 'Simulated user’s fault',
  grader: 'Judge’s fault',
  infrastructure: 'Infrastructure’s fault',
} as const;

export function CaseRow({ test, open, over, onOpen }: CaseRowProps) {
  const id = `trials-${test.test_id}`;
  return (
    <li className="last:rounded-b-md">
      <button
        type="button"
        data-list-entry
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onOpen}
        className="grid w-full grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2.5 text-start text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 md:grid-cols-[1rem_7.5rem_minmax(0,1fr)_3rem_4.5rem_4.5rem]"
      >
        <ChevronRight
          aria-hidden="true"
          className={cn('size-4 text-muted transition-transform', open && 'rotate-90')}
        />
        <VerdictChip
          verdict={test.verdict}
          className="justify-self-start max-md:col-start-3 max-md:row-start-1"
        />
        <span className="min-w-0 max-md:col-start-2 max-md:row-start-1">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-medium">{test.test_name}</span>
            {test.critical ? (
              <span className="shrink-0 rounded-sm bg-sunken px-1 text-muted text-xs">critical</span>
            ) : null}
          </span>
          {test.fault === null ? null : (
            <span className="block truncate text-muted text-xs">
              {faultLabels[test.fault]}
              {test.feedback === null ? '' : `: ${test.feedback}`}
            </span>
          )}
        </span>
        <span className="text-end text-muted text-xs tabular-nums max-md:col-start-2 max-md:row-start-2 max-md:text-start">
          <span className="sr-only">Score </span>
          {test.score === null ? '–' : Math.round(test.score)}
          <span className="md:hidden">
            {' '}
            of 100, {formatMoney(test.cost)}, {formatDuration(test.execution_time)}
          </span>
        </span>
        <span className="text-end text-muted text-xs tabular-nums max-md:hidden">
          <span className="sr-only">Cost </span>
          {formatMoney(test.cost)}
        </span>
        <span className="text-end text-muted text-xs tabular-nums max-md:hidden">
          <span className="sr-only">Time </span>
          {formatDuration(test.execution_time)}
        </span>
      </button>
      {open ? (
        <div id={id} className="border-t bg-background">
          <Opened test={test} over={over} />
        </div>
      ) : null}
    </li>
  );
}

function Opened({ test, over }: { test: TestSummary; over: boolean }) {
  const trpc = useTRPC();
  const detail = useQuery(
    trpc.tests.get.queryOptions({ test_id: test.test_id }, { refetchInterval: over ? false : 3_000 }),
  );
  if (detail.isPending) {
    return (
      <div aria-busy="true" className="flex flex-col gap-3 p-4">
        <span className="sr-only">Loading the trials</span>
        <Skeleton className="h-5 w-64" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  if (detail.data === undefined) {
    return (
      <ApiErrorState
        error={detail.error}
        title="The trials could not be loaded"
        onRetry={() => detail.refetch()}
      />
    );
  }
  return <TestDetail test={detail.data} />;
}
