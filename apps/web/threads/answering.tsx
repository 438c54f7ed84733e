'use client';

import type { RunId } from '@agent-factory/contracts';
import { Button, Spinner, StatusChip } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import { Answer } from '../runs/answer.tsx';
import { isAside } from '../runs/story.ts';
import { useStory } from '../runs/use-story.ts';
import { useWords } from '../words/words-context.ts';
import { AnswerFrame, EveryStep } from './answered.tsx';

const RunApprovals = dynamic(() =>
  import('../approvals/run-approvals.tsx').then((module) => module.RunApprovals),
);

export interface AnsweringProps {
  runId: RunId;
  status: 'queued' | 'running' | 'waiting';
  onFinished: () => void;
}

/** An answer as it comes: its words, the tools it calls on the way, and what it has to ask a person first. */
export function Answering({ runId, status, onFinished }: AnsweringProps) {
  const say = useWords('threads');
  const { story, state, retry } = useStory({ runId, live: true, onFinished });
  // What members of a team say to each other is no answer, and neither is what the platform asks on the side.
  const writing = story.steps.findLast(
    (step) => step.kind === 'model' && step.within === null && !isAside(step) && step.text !== '',
  );
  const tool = story.steps.findLast((step) => step.kind === 'tool');
  const text = writing?.kind === 'model' ? writing.text : '';
  const calls = tool?.kind === 'tool' && tool.finished === null ? tool.name : null;

  return (
    <AnswerFrame
      footer={
        <>
          <StatusChip status={status === 'waiting' ? 'waiting' : 'running'} />
          {calls === null ? null : <span className="font-mono">{calls}</span>}
          {state === 'failed' ? (
            <Button size="sm" onClick={retry}>
              {say('reconnect')}
            </Button>
          ) : null}
          <EveryStep runId={runId} />
        </>
      }
    >
      <div aria-live="polite" aria-busy="true" className="min-h-6">
        {text === '' ? (
          <span className="inline-flex items-center gap-2 text-muted text-sm">
            <Spinner />
            {status === 'waiting'
              ? say('waitingDecision')
              : state === 'reconnecting' && story.steps.length > 0
                ? say('reconnecting')
                : say('working')}
          </span>
        ) : (
          <Answer output={text} />
        )}
      </div>
      {status === 'waiting' ? <RunApprovals runId={runId} className="mt-2" /> : null}
    </AnswerFrame>
  );
}
