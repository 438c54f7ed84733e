'use client';

import { Panel } from '@agent-factory/ui';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { use, useCallback, useMemo } from 'react';
import { useMedia } from '../frame/use-media.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import type { RunPlan } from './read-run-plan.ts';
import { RunFigures } from './run-figures.tsx';
import { RunGraphPanel } from './run-graph-panel.tsx';
import { RunTimelineSkeleton } from './run-steps-skeleton.tsx';
import { RunTimeline } from './run-timeline.tsx';
import { StepDetail } from './step-detail-later.tsx';
import { groupByMember } from './story-tree.ts';
import { useStory } from './use-story.ts';
import { useWasLive } from './use-was-live.ts';

const RunApprovals = dynamic(() =>
  import('../approvals/run-approvals.tsx').then((module) => module.RunApprovals),
);

/** What a run did and took, live while it goes on: its members, its steps, and beside them the one in the address. */
export function RunSteps({ run, plan: planned }: { run: Run; plan: Promise<RunPlan> }) {
  const say = useWords('run');
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const search = useSearchParams();
  const wide = useMedia('(min-width: 64rem)');
  const plan = use(planned);
  const { story, state, error, retry } = useStory({
    runId: run.run_id,
    live: useWasLive(run),
    onFinished: () => {
      queryClient.invalidateQueries(trpc.runs.get.queryFilter({ run_id: run.run_id }));
      queryClient.invalidateQueries(trpc.runs.list.pathFilter());
    },
  });
  const tree = useMemo(() => groupByMember(story.steps), [story.steps]);
  const select = useCallback(
    (key: number) => router.replace(`/runs/${run.run_id}?step=${key}`, { scroll: false }),
    [router, run.run_id],
  );

  const chosen = Number(search.get('step'));
  const step = story.steps.find((candidate) => candidate.key === chosen) ?? story.steps.at(-1);
  const detail = step ? (
    <StepDetail
      key={step.key}
      step={step}
      story={story}
      tree={tree}
      input={run.input}
      effects={plan.effects}
    />
  ) : null;

  if (state === 'failed' && story.steps.length === 0) {
    return (
      <Panel>
        <ApiErrorState error={error} title={say('stepsFailed')} onRetry={retry} />
      </Panel>
    );
  }
  return (
    <>
      <RunFigures run={run} story={story} ceiling={plan.ceilingUsd} />
      {run.status === 'waiting' ? <RunApprovals runId={run.run_id} className="mb-5" /> : null}
      <RunGraphPanel team={plan.team} story={story} selected={step?.key ?? null} onSelect={select} />
      <div className="grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <section
          aria-label={say('steps')}
          className="min-w-0 lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto"
        >
          <h2 className="mb-2 flex h-6 items-center justify-between px-3 font-medium text-muted text-xs">
            {say('steps')}
            {state === 'reconnecting' && story.steps.length > 0 ? (
              <span role="status">{say('reconnecting')}</span>
            ) : null}
          </h2>
          {story.steps.length === 0 ? (
            state === 'complete' ? (
              <p className="px-3 text-muted text-sm">{say('endedEarly')}</p>
            ) : (
              <RunTimelineSkeleton />
            )
          ) : (
            <RunTimeline
              tree={tree}
              input={run.input}
              selected={step?.key ?? null}
              chosen={chosen}
              onSelect={select}
              inlineDetail={wide ? null : detail}
            />
          )}
        </section>
        {wide ? <div className="min-w-0 lg:pt-8">{detail}</div> : null}
      </div>
    </>
  );
}
