'use client';

import {
  Button,
  EmptyState,
  Panel,
  RelativeTime,
  Skeleton,
  StatusChip,
  useStatusLabel,
} from '@agent-factory/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Bot, ChevronRight, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { refreshWhileActive } from '../runs/refresh-while-active.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { AgentSummary, Run } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

const NewAgentDialog = dynamic(() =>
  import('./new-agent-dialog.tsx').then((module) => module.NewAgentDialog),
);

export function AgentsPage() {
  const say = useWords('agents');
  const trpc = useTRPC();
  const router = useRouter();
  const creating = useSearchParams().has('new');
  const client = useTRPCClient();
  const agents = useInfiniteQuery({
    queryKey: trpc.agents.list.infiniteQueryKey(),
    queryFn: ({ pageParam, signal }) =>
      client.agents.list.query({ limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const runs = useQuery(
    trpc.runs.list.queryOptions(
      { limit: 100 },
      { refetchInterval: (query) => refreshWhileActive(query.state.data?.items) },
    ),
  );
  const lastRuns = newestByAgent(runs.data?.items ?? []);
  const items = agents.data?.pages.flatMap((page) => page.items);
  const newAgent = (
    <Button variant="primary" onClick={() => router.push('/agents?new=1', { scroll: false })}>
      <Plus aria-hidden="true" />
      {say('newAgent')}
    </Button>
  );

  return (
    <Page title={say('title')} description={say('description')} actions={newAgent}>
      <Panel aria-busy={agents.isPending}>
        {agents.isPending ? <AgentRowsSkeleton /> : null}
        {agents.isError && items === undefined ? (
          <ApiErrorState error={agents.error} title={say('failed')} onRetry={() => agents.refetch()} />
        ) : null}
        {items?.length === 0 ? (
          <EmptyState icon={Bot} title={say('none')} description={say('noneHint')} action={newAgent} />
        ) : null}
        {items && items.length > 0 ? (
          <>
            <div
              aria-hidden="true"
              className="hidden h-9 items-center gap-4 border-b px-4 text-muted text-xs md:flex"
            >
              <span className="flex-1">{say('agent')}</span>
              <span className="w-56">{say('lastRun')}</span>
              <span className="w-28 text-end">{say('changed')}</span>
              <span className="w-4" />
            </div>
            <ul className="divide-y divide-border">
              {items.map((agent) => (
                <AgentRow key={agent.id} agent={agent} lastRun={lastRuns.get(agent.id)} />
              ))}
            </ul>
          </>
        ) : null}
      </Panel>
      {agents.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button loading={agents.isFetchingNextPage} onClick={() => agents.fetchNextPage()}>
            {say('showMore')}
          </Button>
        </div>
      ) : null}
      {creating ? <NewAgentDialog onClose={() => router.replace('/agents', { scroll: false })} /> : null}
    </Page>
  );
}

function newestByAgent(runs: readonly Run[]): Map<string, Run> {
  const newest = new Map<string, Run>();
  for (const run of runs) if (!newest.has(run.agent_id)) newest.set(run.agent_id, run);
  return newest;
}

function AgentRow({ agent, lastRun }: { agent: AgentSummary; lastRun: Run | undefined }) {
  return (
    <li className="group relative flex items-center gap-4 px-4 py-3 transition-colors first:rounded-t-md last:rounded-b-md hover:bg-hover">
      <span className="hidden size-8 shrink-0 items-center justify-center rounded-md border bg-background text-muted sm:flex">
        <Bot aria-hidden="true" className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <Link
            href={`/agents/${agent.id}`}
            data-list-entry
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {agent.title}
          </Link>
          <span className="shrink-0 text-muted text-xs tabular-nums">v{agent.version}</span>
        </div>
        <p className="truncate text-muted text-sm">{agent.description || agent.name}</p>
        <div className="mt-2 flex items-center gap-2 md:hidden">
          <LastRun run={lastRun} />
        </div>
      </div>
      <div className="hidden w-56 shrink-0 items-center justify-start gap-3 md:flex">
        <LastRun run={lastRun} />
      </div>
      <div className="hidden w-28 shrink-0 text-end text-muted text-xs md:block">
        <RelativeTime iso={agent.updated_at} />
      </div>
      <ChevronRight aria-hidden="true" className="hidden size-4 shrink-0 text-muted sm:block" />
    </li>
  );
}

function LastRun({ run }: { run: Run | undefined }) {
  const say = useWords('agents');
  const statusLabel = useStatusLabel();
  if (run === undefined) return <span className="text-muted text-xs">{say('notRun')}</span>;
  return (
    <>
      <Link
        href={`/runs/${run.run_id}`}
        aria-label={say('lastRunWas', { status: statusLabel(run.status) })}
        className="relative rounded-sm transition-opacity hover:opacity-80"
      >
        <StatusChip status={run.status} />
      </Link>
      <RelativeTime iso={run.created_at} className="text-muted text-xs" />
    </>
  );
}

function AgentRowsSkeleton() {
  const say = useWords('agents');
  return (
    <div className="divide-y divide-border">
      <span className="sr-only">{say('loading')}</span>
      <div className="hidden h-9 md:block" />
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="flex items-center gap-4 px-4 py-3">
          <Skeleton className="hidden size-8 rounded-md sm:block" />
          <div className="flex min-w-0 flex-1 flex-col">
            <Skeleton className="my-[3px] h-4 w-40" />
            <Skeleton className="my-[3px] h-3.5 w-full max-w-md" />
            <Skeleton className="mt-2 h-6 w-28 md:hidden" />
          </div>
          <Skeleton className="hidden h-6 w-56 md:block" />
        </div>
      ))}
    </div>
  );
}
