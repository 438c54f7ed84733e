'use client';

import type { TestRunId } from '@agent-factory/contracts';
import { formatDuration, formatMoney, Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { TestFigures } from '../trpc/outputs.ts';
import { Rate } from './rate.tsx';

/** What all trials say together; each rate with its interval. */
export function FiguresPanel({ runId }: { runId: TestRunId }) {
  const trpc = useTRPC();
  const figures = useQuery(
    trpc.testEvidence.figures.queryOptions({ run_id: runId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <Panel aria-label="Figures" aria-busy={figures.isPending}>
      {figures.isPending ? (
        <div className="grid grid-cols-2 gap-4 p-4 sm:grid-cols-3 lg:grid-cols-6">
          <span className="sr-only">Loading the figures</span>
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <Skeleton key={key} className="h-14" />
          ))}
        </div>
      ) : null}
      {figures.isError ? (
        <ApiErrorState
          error={figures.error}
          title="The figures could not be loaded"
          onRetry={() => figures.refetch()}
        />
      ) : null}
      {figures.data ? <Figures of={figures.data} /> : null}
    </Panel>
  );
}

const faults = {
  agent: 'the agent',
  simulator: 'the simulated user',
  grader: 'the judge',
  infrastructure: 'the infrastructure',
} as const;

function Figures({ of: { statistics } }: { of: TestFigures }) {
  const { pass_rate, pass_hat, pass_at, duration_ms: time } = statistics;
  const hat = pass_hat.findLast(({ k }) => k > 1);
  const at = pass_at.findLast(({ k }) => k > 1);
  const blamed = Object.entries(faults).flatMap(([fault, name]) => {
    const count = statistics.faults[fault as keyof typeof faults];
    return count === 0 ? [] : [`${count} by ${name}`];
  });
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 p-4 sm:grid-cols-3 lg:grid-cols-6">
      <Figure label="A trial passes">
        <Rate of={pass_rate} />
      </Figure>
      <Figure label={hat === undefined ? 'All of several pass' : `All of ${hat.k} pass (pass^${hat.k})`}>
        {hat === undefined ? <Unknown>needs 2 trials each</Unknown> : <Rate of={hat} />}
      </Figure>
      <Figure label={at === undefined ? 'One of several passes' : `One of ${at.k} passes (pass@${at.k})`}>
        {at === undefined ? <Unknown>needs 2 trials each</Unknown> : <Rate of={at} />}
      </Figure>
      <Figure label="Trials">
        <span className="tabular-nums">{statistics.trials}</span>
        <Note>
          {statistics.flaky_cases === 0
            ? 'no flaky case'
            : `${statistics.flaky_cases} flaky ${statistics.flaky_cases === 1 ? 'case' : 'cases'}`}
        </Note>
      </Figure>
      <Figure label="Cost">
        <span className="tabular-nums">{formatMoney(statistics.cost_nano_usd / 1e9)}</span>
        <Note>
          {statistics.trials === 0
            ? ''
            : `${formatMoney(statistics.cost_nano_usd / 1e9 / statistics.trials)} a trial`}
        </Note>
      </Figure>
      <Figure label="Time of a trial">
        <span className="tabular-nums">{time === null ? '–' : formatDuration(time.p50 / 1_000)}</span>
        <Note>{time === null ? '' : `p95 ${formatDuration(time.p95 / 1_000)}`}</Note>
      </Figure>
      {blamed.length === 0 ? null : (
        <div className="col-span-full text-muted text-xs">
          <dt className="inline">What did not pass: </dt>
          <dd className="inline">{blamed.join(', ')}.</dd>
        </div>
      )}
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-1 font-semibold text-lg">{children}</dd>
    </div>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <span className="block font-normal text-muted text-xs">{children}</span>;
}

function Unknown({ children }: { children: ReactNode }) {
  return <span className="font-normal text-muted text-xs">{children}</span>;
}
