'use client';

import { isFinalRunStatus, type RunId } from '@agent-factory/contracts';
import { builtinTools } from '@agent-factory/spec';
import { Button, Skeleton, UsageLine } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { RunTimelineSkeleton } from '../runs/run-steps-skeleton.tsx';
import { RunTimeline } from '../runs/run-timeline.tsx';
import { StepDetail } from '../runs/step-detail-later.tsx';
import { groupByMember } from '../runs/story-tree.ts';
import { useStory } from '../runs/use-story.ts';
import { useWasLive } from '../runs/use-was-live.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';

const effects = Object.fromEntries(builtinTools.map(({ name, effect }) => [name, effect]));

export interface TracePanelProps {
  runId: RunId;
  /** Of its column: "A, v3". */
  name: string;
  onClose: (() => void) | null;
}

/** A run's steps beside its answer, live while it goes on; the chosen one unfolds in its place. */
export function TracePanel({ runId, name, onClose }: TracePanelProps) {
  const trpc = useTRPC();
  const run = useQuery(trpc.runs.get.queryOptions({ run_id: runId }));
  return (
    <section
      aria-label={`Trace of ${name}`}
      className="min-w-0"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose?.();
      }}
    >
      <div className="mb-2 flex min-h-8 items-center justify-between gap-2 px-3">
        <h2 className="font-medium text-sm">Trace of {name}</h2>
        {onClose === null ? null : (
          <Button size="icon-sm" variant="ghost" aria-label="Close the trace" onClick={onClose}>
            <X aria-hidden="true" />
          </Button>
        )}
      </div>
      {run.data !== undefined ? (
        <Steps key={runId} run={run.data} />
      ) : run.isError ? (
        <ApiErrorState
          error={run.error}
          title="The trace could not be loaded"
          onRetry={() => run.refetch()}
        />
      ) : (
        <RunTimelineSkeleton />
      )}
    </section>
  );
}

function Steps({ run }: { run: Run }) {
  const { story, state, error, retry } = useStory({ runId: run.run_id, live: useWasLive(run) });
  const [chosen, setChosen] = useState<number | null>(null);
  const tree = useMemo(() => groupByMember(story.steps), [story.steps]);
  const step = story.steps.find(({ key }) => key === chosen);

  if (state === 'failed' && story.steps.length === 0) {
    return <ApiErrorState error={error} title="The steps could not be loaded" onRetry={retry} />;
  }
  if (story.steps.length === 0) {
    return state === 'complete' ? (
      <p className="px-3 text-muted text-sm">This run ended before its first step.</p>
    ) : (
      <RunTimelineSkeleton />
    );
  }
  return (
    <>
      <RunTimeline
        tree={tree}
        input={run.input}
        selected={chosen}
        chosen={chosen ?? Number.NaN}
        onSelect={(key) => setChosen((before) => (before === key ? null : key))}
        inlineDetail={
          step === undefined ? null : (
            <StepDetail step={step} story={story} tree={tree} input={run.input} effects={effects} />
          )
        }
      />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2 px-3 text-xs">
        {isFinalRunStatus(run.status) ? (
          <UsageLine cost={run.cost} tokens={run.tokens.total} seconds={run.execution_time} />
        ) : (
          <Skeleton className="h-4 w-40" />
        )}
        <Link
          href={`/runs/${run.run_id}`}
          className="rounded-sm text-accent underline-offset-2 hover:underline"
        >
          Open the run
        </Link>
      </div>
    </>
  );
}
