'use client';

import {
  Button,
  formatDuration,
  formatMoney,
  Panel,
  RelativeTime,
  StatusChip,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Square, Tags } from 'lucide-react';
import Link from 'next/link';
import { Page } from '../frame/page.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { TestRun } from '../trpc/outputs.ts';
import { CasesPanel } from './cases-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { isOver } from './is-over.ts';
import { Rate } from './rate.tsx';
import { ReportMenu } from './report-menu.tsx';
import { RunGate } from './run-gate.tsx';
import { VerdictBar, VerdictCounts } from './verdict-bar.tsx';

export function TestRunView({ run }: { run: TestRun }) {
  const trpc = useTRPC();
  const over = isOver(run);
  // One test, or many by hand, say nothing of all that a version must do.
  const gated = run.status === 'finished' && (run.kind === 'spec' || run.kind === 'dataset');
  const agent = useQuery({
    ...trpc.agents.get.queryOptions({ id: run.agent_id ?? 'agt_' }),
    enabled: run.agent_id !== null,
    staleTime: 60_000,
  });
  return (
    <Page
      title={run.name}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {run.agent_id === null ? (
            <span>Several agents</span>
          ) : (
            <Link
              href={`/tests?agent=${run.agent_id}`}
              className="text-accent underline-offset-2 hover:underline"
            >
              {agent.data?.title ?? 'Agent'}
            </Link>
          )}
          <RelativeTime iso={run.created_at} />
          {run.status === 'finished' ? null : <StatusChip status={run.status} />}
        </span>
      }
      actions={over ? <AfterIt run={run} /> : <CancelButton run={run} />}
    >
      <div className="flex flex-col gap-5">
        <ProgressPanel run={run} over={over} />
        {over && run.progress.done > 0 ? <FiguresPanel runId={run.run_id} /> : null}
        <div
          className={
            gated
              ? 'grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]'
              : undefined
          }
        >
          <CasesPanel run={run} over={over} />
          {gated && run.agent_id !== null ? <RunGate run={run} agentId={run.agent_id} /> : null}
        </div>
      </div>
    </Page>
  );
}

function ProgressPanel({ run, over }: { run: TestRun; over: boolean }) {
  const { progress } = run;
  const seconds =
    run.started_at === null || run.finished_at === null
      ? null
      : (Date.parse(run.finished_at) - Date.parse(run.started_at)) / 1_000;
  return (
    <Panel aria-label="Progress" className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-lg" aria-live="polite">
          <span className="font-semibold tabular-nums">{progress.tests_done}</span>
          <span className="text-muted text-sm"> of {run.total} tests, </span>
          {over ? (
            <Rate of={run.pass_rate} className="font-semibold" />
          ) : (
            <span className="text-muted text-sm tabular-nums">
              {progress.done} of {progress.trials} trials, {progress.running} at work
            </span>
          )}
          {over ? <span className="text-muted text-sm"> passed</span> : null}
        </p>
        <span className="text-muted text-xs tabular-nums">
          {formatMoney(run.cost)} of at most {formatMoney(run.max_cost)}
          {seconds === null ? '' : `, ${formatDuration(seconds)}`}
        </span>
      </div>
      {over ? null : (
        <progress className="sr-only" max={progress.trials} value={progress.done} aria-label="Trials done" />
      )}
      <VerdictBar run={run} />
      <VerdictCounts run={run} />
      {run.status === 'cancelled' ? (
        <p className="text-muted text-sm">It was stopped before every trial had ended. What ended stays.</p>
      ) : null}
    </Panel>
  );
}

function AfterIt({ run }: { run: TestRun }) {
  return (
    <>
      {run.agent_id === null ? null : (
        <Button asChild>
          <Link href={`/tests/label?agent=${run.agent_id}&run=${run.run_id}`}>
            <Tags aria-hidden="true" />
            Label
          </Link>
        </Button>
      )}
      <ReportMenu run={run} />
    </>
  );
}

function CancelButton({ run }: { run: TestRun }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.tests.cancel.mutationOptions({
      onSuccess: (now) => queryClient.setQueryData(trpc.tests.status.queryKey({ run_id: run.run_id }), now),
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'The test run could not be stopped',
          description: apiFailure(error).message,
        }),
    }),
  );
  return (
    <Button loading={cancel.isPending} onClick={() => cancel.mutate({ run_id: run.run_id })}>
      {cancel.isPending ? null : <Square aria-hidden="true" />}
      Stop
    </Button>
  );
}
