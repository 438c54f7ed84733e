'use client';

import { isFinalRunStatus, type RunId } from '@agent-factory/contracts';
import {
  Button,
  buttonStyles,
  CopyButton,
  RelativeTime,
  Skeleton,
  StatusChip,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FlaskConical, ReceiptText, RotateCw, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Suspense, useEffect, useState } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';
import type { RunPlan } from './read-run-plan.ts';
import { RunStepsSkeleton } from './run-steps-skeleton.tsx';
import { shortId } from './short-id.ts';
import { StartedBy } from './started-by.tsx';
import { loadStepDetail } from './step-detail-later.tsx';

const loadRunSteps = () => import('./run-steps.tsx').then((module) => module.RunSteps);
const SaveAsTestDialog = dynamic(() =>
  import('../tests/save-as-test-dialog.tsx').then((module) => module.SaveAsTestDialog),
);
const RunSteps = dynamic(loadRunSteps, { loading: () => <RunStepsSkeleton /> });

export interface RunPageProps {
  runId: RunId;
  /** What the run's spec says of it; still on its way when the page is first shown. */
  plan: Promise<RunPlan>;
}

export function RunPage({ runId, plan }: RunPageProps) {
  const say = useWords('run');
  const trpc = useTRPC();
  // Fetched beside the run itself, so that they are there when it is.
  useEffect(() => {
    void loadRunSteps();
    void loadStepDetail();
  }, []);
  const run = useQuery(
    trpc.runs.get.queryOptions(
      { run_id: runId },
      {
        // The stream says when it ends; this is for a stream that could not be opened.
        refetchInterval: (query) =>
          query.state.data && isFinalRunStatus(query.state.data.status) ? false : 3_000,
      },
    ),
  );
  if (run.isError && run.data === undefined) {
    const missing = apiFailure(run.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={run.error}
        {...(missing ? { description: say('missingHint') } : {})}
        title={missing ? say('missing') : say('failed')}
        {...(missing ? {} : { onRetry: () => run.refetch() })}
        action={
          <Link href="/runs" className={buttonStyles({ variant: 'secondary' })}>
            {say('allRuns')}
          </Link>
        }
      />
    );
  }
  return (
    <div className="mx-auto w-full max-w-[1440px] px-4 py-6 md:px-6">
      {run.data ? (
        <>
          <RunHeader run={run.data} />
          <Suspense fallback={<RunStepsSkeleton />}>
            <RunSteps key={run.data.run_id} run={run.data} plan={plan} />
          </Suspense>
        </>
      ) : (
        <RunPageSkeleton />
      )}
    </div>
  );
}

function RunHeader({ run }: { run: Run }) {
  const say = useWords('run');
  const trpc = useTRPC();
  const tellFailure = useTellFailure();
  const router = useRouter();
  const toast = useToast();
  const queryClient = useQueryClient();
  const again = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: (started) => router.push(`/runs/${started.run_id}`),
      onError: (error) =>
        toast({
          tone: 'danger',
          title: say('notStarted'),
          description: tellFailure(error),
        }),
    }),
  );
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.runs.get.queryFilter({ run_id: run.run_id })),
      onError: (error) =>
        toast({
          tone: 'danger',
          title: say('notCancelled'),
          description: tellFailure(error),
        }),
    }),
  );
  const agent = useQuery(trpc.agents.get.queryOptions({ id: run.agent_id }, { staleTime: 60_000 }));
  const input = runnableInput(run.input);
  const [saving, setSaving] = useState(false);
  return (
    <div className="mb-5 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="font-semibold text-xl tracking-tight">
            {agent.isPending ? <Skeleton className="h-7 w-40" /> : (agent.data?.title ?? run.agent_name)}
          </h1>
          <StatusChip status={run.status} />
        </div>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          <Link
            href={`/agents/${run.agent_id}?panel=versions&version=${run.version}`}
            className="text-accent underline-offset-2 hover:underline"
          >
            {say('version', { version: run.version })}
          </Link>
          {run.tried_model === null ? null : (
            <span className="[overflow-wrap:anywhere]">with {run.tried_model}, not saved</span>
          )}
          <span className="inline-flex items-center gap-0.5">
            <span className="font-mono text-xs">{shortId(run.run_id)}</span>
            <CopyButton value={run.run_id} label={say('copyId')} />
          </span>
          <RelativeTime iso={run.created_at} />
          <StartedBy by={run.started_by} />
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {isFinalRunStatus(run.status) ? (
          <Button onClick={() => setSaving(true)}>
            <FlaskConical aria-hidden="true" />
            {say('saveAsTest')}
          </Button>
        ) : null}
        {isFinalRunStatus(run.status) ? (
          <Link href={`/runs/${run.run_id}/receipt`} className={buttonStyles()}>
            <ReceiptText aria-hidden="true" />
            {say('receipt')}
          </Link>
        ) : null}
        {isFinalRunStatus(run.status) ? (
          input === null ? null : (
            <Button
              variant="primary"
              loading={again.isPending || again.isSuccess}
              onClick={() =>
                again.mutate({
                  agent_id: run.agent_id,
                  input,
                  // What was only tried is tried again; else it is the newest version's turn.
                  ...(run.tried_model === null ? {} : { version: run.version, model: run.tried_model }),
                })
              }
            >
              {again.isPending || again.isSuccess ? null : <RotateCw aria-hidden="true" />}
              {say('again')}
            </Button>
          )
        ) : (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate({ run_id: run.run_id })}>
            {cancel.isPending ? null : <Square aria-hidden="true" />}
            {say('cancel')}
          </Button>
        )}
      </div>
      {saving ? <SaveAsTestDialog run={run} onClose={() => setSaving(false)} /> : null}
    </div>
  );
}

/** A stored input in the form that starting a run takes; null for what no run could have been started with. */
function runnableInput(input: unknown): string | Record<string, unknown> | null {
  if (typeof input === 'string') return input;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  return Object.fromEntries(Object.entries(input));
}

function RunPageSkeleton() {
  const say = useWords('run');
  return (
    <div aria-busy="true">
      <span className="sr-only">{say('loading')}</span>
      <div className="mb-5 flex items-start justify-between">
        <div>
          <Skeleton className="h-7 w-56" />
          <Skeleton className="mt-1 h-7 w-44" />
        </div>
        <Skeleton className="h-8 w-28 rounded-md" />
      </div>
      <RunStepsSkeleton />
    </div>
  );
}
