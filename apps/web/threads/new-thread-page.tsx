'use client';

import type { AgentId } from '@agent-factory/contracts';
import { buttonStyles, EmptyState, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { Composer } from './composer.tsx';
import { Said } from './said.tsx';
import { useAsk } from './use-ask.ts';

/** The first message to an agent; once it is sent there is a thread, and the page is its own. */
export function NewThreadPage({ agentId }: { agentId: AgentId }) {
  const say = useWords('threads');
  const trpc = useTRPC();
  const router = useRouter();
  const agent = useQuery(trpc.agents.get.queryOptions({ id: agentId }, { staleTime: 60_000 }));
  const ask = useAsk({ agentId, onStarted: (run) => router.replace(`/threads/${run.thread_id}`) });

  if (agent.isError && agent.data === undefined) {
    const missing = apiFailure(agent.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={agent.error}
        title={missing ? say('noAgent') : say('agentFailed')}
        {...(missing ? {} : { onRetry: () => agent.refetch() })}
        action={
          <Link href="/agents" className={buttonStyles({ variant: 'secondary' })}>
            {say('allAgents')}
          </Link>
        }
      />
    );
  }
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-4 pt-6 md:px-6">
      <h1 className="font-semibold text-xl tracking-tight">
        {agent.data?.title ?? <Skeleton className="h-7 w-48" />}
      </h1>
      <div className="flex flex-1 flex-col justify-center">
        {ask.asked === null ? (
          <EmptyState
            icon={MessagesSquare}
            title={say('aNew')}
            description={agent.data?.description || say('aNewHint')}
          />
        ) : (
          <div className="flex flex-1 flex-col gap-3 py-4">
            <Said content={ask.asked.text} />
          </div>
        )}
      </div>
      <Composer
        value={ask.draft}
        onChange={ask.setDraft}
        onSend={ask.send}
        sending={ask.asked !== null}
        onStop={null}
        stopping={false}
        agentTitle={agent.data?.title ?? say('theAgent')}
      />
    </div>
  );
}
