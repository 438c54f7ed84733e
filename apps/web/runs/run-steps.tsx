'use client';

import { Panel } from '@agent-factory/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMedia } from '../frame/use-media.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import { RunTimelineSkeleton } from './run-steps-skeleton.tsx';
import { RunTimeline } from './run-timeline.tsx';
import { StepDetail } from './step-detail-later.tsx';
import { useStory } from './use-story.ts';
import { useWasLive } from './use-was-live.ts';

/** What a run did, step by step, live while it goes on; beside it the step that the address names. */
export function RunSteps({ run }: { run: Run }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const search = useSearchParams();
  const wide = useMedia('(min-width: 64rem)');
  const { story, state, error, retry } = useStory({
    runId: run.run_id,
    live: useWasLive(run),
    onFinished: () => {
      queryClient.invalidateQueries(trpc.runs.get.queryFilter({ run_id: run.run_id }));
      queryClient.invalidateQueries(trpc.runs.list.pathFilter());
    },
  });

  const chosen = Number(search.get('step'));
  const step = story.steps.find((candidate) => candidate.key === chosen) ?? story.steps.at(-1);
  const detail = step ? <StepDetail key={step.key} step={step} input={run.input} /> : null;

  if (state === 'failed' && story.steps.length === 0) {
    return (
      <Panel>
        <ApiErrorState error={error} title="The steps could not be loaded" onRetry={retry} />
      </Panel>
    );
  }
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <section aria-label="Steps" className="min-w-0 lg:sticky lg:top-16">
        <h2 className="mb-2 flex h-6 items-center justify-between px-3 font-medium text-muted text-xs">
          Steps
          {state === 'reconnecting' && story.steps.length > 0 ? (
            <span role="status">Reconnecting…</span>
          ) : null}
        </h2>
        {story.steps.length === 0 ? (
          state === 'complete' ? (
            <p className="px-3 text-muted text-sm">This run ended before its first step.</p>
          ) : (
            <RunTimelineSkeleton />
          )
        ) : (
          <RunTimeline
            steps={story.steps}
            input={run.input}
            selected={step?.key ?? null}
            onSelect={(key) => router.replace(`/runs/${run.run_id}?step=${key}`, { scroll: false })}
            inlineDetail={wide ? null : detail}
          />
        )}
      </section>
      {wide ? <div className="min-w-0 lg:pt-8">{detail}</div> : null}
    </div>
  );
}
