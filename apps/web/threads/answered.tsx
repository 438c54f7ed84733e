'use client';

import { cn, StatusChip, UsageLine } from '@agent-factory/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Answer } from '../runs/answer.tsx';
import type { ThreadMessage } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

type AgentMessage = Extract<ThreadMessage, { role: 'agent' }>;

/** An answer that stands: what the agent said or why it did not, what it cost and took, and the way to every step. */
export function Answered({ message }: { message: AgentMessage }) {
  const say = useWords('threads');
  const { status, content, error } = message;
  return (
    <AnswerFrame
      footer={
        <>
          {status === 'succeeded' ? null : <StatusChip status={status} />}
          <UsageLine cost={message.cost} tokens={message.tokens.total} seconds={message.execution_time} />
          <EveryStep runId={message.run_id} />
        </>
      }
    >
      {status === 'succeeded' ? (
        <Answer output={content} />
      ) : (
        <p className={cn('text-sm', status === 'failed' ? 'text-danger' : 'text-muted')}>
          {status === 'cancelled' ? say('stopped') : (error?.message ?? say('noAnswer'))}
        </p>
      )}
    </AnswerFrame>
  );
}

export function AnswerFrame({ children, footer }: { children: ReactNode; footer: ReactNode }) {
  return (
    <div className="me-0 flex max-w-full flex-col gap-2 md:me-8">
      <div className="min-w-0 rounded-md border bg-surface px-3 py-2 text-base">{children}</div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-1 text-muted text-xs">{footer}</div>
    </div>
  );
}

export function EveryStep({ runId }: { runId: string }) {
  const say = useWords('threads');
  return (
    <Link
      href={`/runs/${runId}`}
      className="ms-auto rounded-sm text-accent underline-offset-2 hover:underline"
    >
      {say('everyStep')}
    </Link>
  );
}
