'use client';

import type { AgentId } from '@agent-factory/contracts';
import { buttonStyles, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';

const bringWorkbench = () => import('./workbench.tsx').then((module) => module.Workbench);

// The spec language, Yjs and the panels weigh more than the rest of the page: they come while the agent does.
const Workbench = dynamic(bringWorkbench, { ssr: false, loading: AgentPageSkeleton });

/** One agent: its spec in the middle, evidence around it. */
export function AgentPage({
  agentId,
  liveUrl,
}: {
  agentId: AgentId;
  /** Where the API is for browsers. */
  liveUrl: string;
}) {
  const say = useWords('editor');
  const trpc = useTRPC();
  useEffect(() => {
    // What fails here is tried anew, and told, where it is drawn.
    bringWorkbench().catch(() => {});
  }, []);
  // The editor holds the text from here on; what others save in the meantime shows as a conflict when saving.
  const agent = useQuery(
    trpc.agents.get.queryOptions({ id: agentId }, { refetchOnWindowFocus: false, refetchOnReconnect: false }),
  );
  if (agent.isError && agent.data === undefined) {
    const missing = apiFailure(agent.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={agent.error}
        title={missing ? say('noAgent') : say('failed')}
        {...(missing ? {} : { onRetry: () => agent.refetch() })}
        action={
          <Link href="/agents" className={buttonStyles({ variant: 'secondary' })}>
            {say('allAgents')}
          </Link>
        }
      />
    );
  }
  return agent.data ? (
    <Workbench key={agent.data.id} agent={agent.data} liveUrl={liveUrl} />
  ) : (
    <AgentPageSkeleton />
  );
}

function AgentPageSkeleton() {
  const say = useWords('editor');
  return (
    <div aria-busy="true" className="flex flex-1 flex-col">
      <span className="sr-only">{say('loading')}</span>
      <div className="flex h-14 items-center justify-between border-b px-4">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="h-8 w-56 rounded-md" />
      </div>
      <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex flex-col gap-2.5 bg-surface py-4 ps-16">
          {[28, 40, 36, 52, 24, 60].map((width) => (
            <Skeleton key={width} className="h-3" style={{ width: `${width}%` }} />
          ))}
        </div>
        <div className="hidden border-s p-4 lg:block">
          <Skeleton className="h-40 w-full rounded-md" />
        </div>
      </div>
    </div>
  );
}
