'use client';

import { isFinalRunStatus } from '@agent-factory/contracts';
import { Button, CodeBlock, cn, Spinner, StatusChip, UsageLine } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronRight, ExternalLink, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Answer } from '../runs/answer.tsx';
import { oneLine } from '../runs/one-line.ts';
import { stepLook } from '../runs/step-look.ts';
import { stepTone } from '../runs/step-tone.ts';
import { isAside, openQuestions, type StepOf } from '../runs/story.ts';
import { useStory } from '../runs/use-story.ts';
import { useWasLive } from '../runs/use-was-live.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

const RunApprovals = dynamic(() =>
  import('../approvals/run-approvals.tsx').then((module) => module.RunApprovals),
);

/** What stands between a request and its answer: the rest of the story is told on the run's own page. */
type BetweenStep = StepOf<'tool' | 'gates' | 'member' | 'error'>;

export interface RunTurnProps {
  run: Run;
  /** False where its request is shown already. */
  said?: boolean;
  /** What else can be done with it, beside the way to its every step. */
  actions?: ReactNode;
}

/** One run as it happens: the request, tool calls and checks between, the answer as it comes, and its cost. */
export function RunTurn({ run: started, said = true, actions }: RunTurnProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: run = started } = useQuery(
    trpc.runs.get.queryOptions({ run_id: started.run_id }, { initialData: started, staleTime: 2_000 }),
  );
  const { story, state, retry } = useStory({
    runId: started.run_id,
    live: useWasLive(started),
    onFinished: () => {
      void queryClient.invalidateQueries(trpc.runs.get.queryFilter({ run_id: started.run_id }));
      void queryClient.invalidateQueries(trpc.runs.list.pathFilter());
    },
  });
  const cancel = useMutation(trpc.runs.cancel.mutationOptions());
  const finished = story.steps.findLast((step) => step.kind === 'finished');
  const writing = story.steps.findLast((step) => step.kind === 'model' && !isAside(step));
  const between = story.steps.filter(isBetween);
  const asks = openQuestions(story).length > 0;

  return (
    <article aria-label={`Run of ${oneLine(run.input)}`} className="flex flex-col gap-3">
      {said ? (
        <p className="ms-8 self-end whitespace-pre-wrap rounded-md bg-accent-soft px-3 py-2 text-sm [overflow-wrap:anywhere]">
          {oneLine(run.input)}
        </p>
      ) : null}
      {between.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {between.map((step) => (
            <li key={step.key}>
              <Between step={step} input={run.input} />
            </li>
          ))}
        </ul>
      ) : null}
      <div aria-live="polite" aria-busy={!finished} className="min-h-6 text-base">
        {finished?.kind === 'finished' ? (
          <Outcome outcome={finished.outcome} />
        ) : writing?.kind === 'model' && writing.text ? (
          <Answer output={writing.text} />
        ) : (
          <span className="inline-flex items-center gap-2 text-muted text-sm">
            <Spinner />
            {asks
              ? 'Waiting for a decision…'
              : state === 'reconnecting' && story.steps.length > 0
                ? 'Reconnecting…'
                : 'Working…'}
          </span>
        )}
      </div>
      {asks ? <RunApprovals runId={started.run_id} /> : null}
      <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        <StatusChip
          status={
            finished?.kind === 'finished'
              ? finished.outcome.status
              : asks
                ? 'waiting'
                : run.status === 'queued'
                  ? 'queued'
                  : 'running'
          }
        />
        {isFinalRunStatus(run.status) ? (
          <UsageLine cost={run.cost} tokens={run.tokens.total} seconds={run.execution_time} />
        ) : null}
        {state === 'failed' ? (
          <Button size="sm" onClick={retry}>
            Reconnect
          </Button>
        ) : null}
        {finished ? null : (
          <Button
            size="sm"
            variant="ghost"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ run_id: run.run_id })}
          >
            {cancel.isPending ? null : <Square aria-hidden="true" />} Cancel run
          </Button>
        )}
        {actions}
        <Link
          href={`/runs/${run.run_id}`}
          className="ms-auto inline-flex items-center gap-1 rounded-sm text-accent underline-offset-2 hover:underline"
        >
          Every step <ExternalLink aria-hidden="true" className="size-3" />
        </Link>
      </footer>
    </article>
  );
}

function Outcome({ outcome }: { outcome: StepOf<'finished'>['outcome'] }) {
  if (outcome.status === 'succeeded') return <Answer output={outcome.output} />;
  return (
    <p role="alert" className={cn('text-sm', outcome.status === 'failed' ? 'text-danger' : 'text-warning')}>
      {outcome.error?.message ??
        (outcome.status === 'cancelled' ? 'You cancelled this run.' : 'The run ended without a reason.')}
    </p>
  );
}

function isBetween(step: { kind: string }): step is BetweenStep {
  return ['tool', 'gates', 'member', 'error'].includes(step.kind);
}

function Between({ step, input }: { step: BetweenStep; input: unknown }) {
  const look = stepLook(step, input, { say: useWords('run'), sayPart: useWords('parts') });
  const Icon = look.icon;
  const tone = stepTone(step);
  return (
    <details className="group rounded-md border bg-surface">
      <summary className="flex min-h-8 list-none items-center gap-2 rounded-md px-2.5 text-xs [&::-webkit-details-marker]:hidden">
        {tone === 'live' ? (
          <Spinner className="size-3.5" />
        ) : (
          <Icon
            aria-hidden="true"
            className={cn(
              'size-3.5 shrink-0',
              tone === 'danger' || tone === 'warning' ? 'text-warning' : 'text-muted',
            )}
          />
        )}
        <span className={step.kind === 'tool' ? 'font-medium font-mono' : 'font-medium'}>{look.title}</span>
        <span className="min-w-0 flex-1 truncate text-muted">
          {step.kind === 'tool' ? oneLine(step.finished?.result ?? step.arguments) : look.note}
        </span>
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
      </summary>
      <div className="flex flex-col gap-2 border-t p-2.5">
        {step.kind === 'tool' ? (
          <>
            <CodeBlock label="Arguments" code={JSON.stringify(step.arguments, null, 2)} />
            {step.finished ? (
              <CodeBlock label="Result" code={JSON.stringify(step.finished.result, null, 2) ?? ''} />
            ) : null}
          </>
        ) : step.kind === 'gates' ? (
          <ul className="flex flex-col gap-1 text-xs">
            {step.gates.map((gate) => (
              <li key={`${gate.id}:${gate.verdict}`}>
                {gate.says} <span className="text-muted">{gate.verdict}</span>
                {gate.action ? <span className="text-muted">, {gate.action}</span> : null}
                {gate.detail ? <span className="text-muted">: {gate.detail}</span> : null}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-xs [overflow-wrap:anywhere]">{look.note}</p>
        )}
      </div>
    </details>
  );
}
