'use client';

import type { AgentId } from '@agent-factory/contracts';
import { buttonStyles } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { AgentLinks } from '../agent-work/agent-links.tsx';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { PlaygroundView } from './playground-view.tsx';

/** Where an agent is tried: by talking with it, and by holding two versions or models of it against each other. */
export function PlaygroundPage({ agentId }: { agentId: AgentId }) {
  const trpc = useTRPC();
  const agent = useQuery(trpc.agents.get.queryOptions({ id: agentId }, { staleTime: 60_000 }));
  const versions = useQuery(trpc.agents.versions.queryOptions({ id: agentId }));
  const labels = useQuery(trpc.agents.labels.queryOptions({ agent_id: agentId }));
  const failed = [agent, versions, labels].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) {
    const missing = apiFailure(failed.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={failed.error}
        title={missing ? 'There is no such agent' : 'The agent could not be loaded'}
        {...(missing ? {} : { onRetry: () => failed.refetch() })}
        action={
          <Link href="/agents" className={buttonStyles({ variant: 'secondary' })}>
            All agents
          </Link>
        }
      />
    );
  }
  return (
    <Page
      title="Playground"
      description={
        agent.data === undefined
          ? 'Talk with an agent and see its trace, or hold two versions or models against each other.'
          : `Talk with ${agent.data.title} and see its trace, or hold two versions or models against each other. Runs here are real and cost what they cost.`
      }
      actions={<AgentLinks agentId={agentId} but="playground" />}
      className="flex flex-1 flex-col pb-0"
    >
      {versions.data === undefined || labels.data === undefined || agent.data === undefined ? (
        <PanelsSkeleton label="Loading the agent" />
      ) : (
        <PlaygroundView
          key={agentId}
          agent={agent.data}
          versions={versions.data.items}
          labels={labels.data.items}
        />
      )}
    </Page>
  );
}
