'use client';

import { isId } from '@agent-factory/contracts';
import {
  Button,
  buttonStyles,
  cn,
  EmptyState,
  Money,
  Panel,
  RelativeTime,
  Select,
  Skeleton,
  StatusChip,
} from '@agent-factory/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListFilter, MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { ThreadSummary } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

const all = 'all';
const rowColumns =
  'items-center gap-x-4 md:grid-cols-[minmax(0,1fr)_minmax(0,12rem)_6.5rem_5rem_4.5rem_6rem]';

export function ThreadsPage() {
  const say = useWords('threads');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const search = useSearchParams();
  const wanted = search.get('agent');
  const agentId = isId('agent', wanted) ? wanted : undefined;
  const filter = agentId === undefined ? {} : { agent_id: agentId };

  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const threads = useInfiniteQuery({
    queryKey: trpc.threads.list.infiniteQueryKey(filter),
    queryFn: ({ pageParam, signal }) =>
      client.threads.list.query(
        { limit: 25, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = threads.data?.pages.flatMap((page) => page.items);

  return (
    <Page
      title={say('title')}
      description={say('description')}
      actions={
        <>
          <Select
            size="sm"
            aria-label={say('agent')}
            className="max-w-44"
            value={agentId ?? all}
            onValueChange={(value) =>
              router.replace(value === all ? '/threads' : `/threads?agent=${value}`, { scroll: false })
            }
            options={[
              { value: all, label: say('allAgents') },
              ...(agents.data?.items.map((agent) => ({ value: agent.id, label: agent.title })) ?? []),
            ]}
          />
          {agentId === undefined ? null : (
            <Link
              href={`/threads/new?agent=${agentId}`}
              className={buttonStyles({ variant: 'primary', size: 'sm' })}
            >
              {say('newThread')}
            </Link>
          )}
        </>
      }
    >
      <Panel aria-busy={threads.isPending}>
        {threads.isPending ? <RowsSkeleton /> : null}
        {threads.isError && items === undefined ? (
          <ApiErrorState error={threads.error} title={say('failed')} onRetry={() => threads.refetch()} />
        ) : null}
        {items?.length === 0 && agentId !== undefined ? (
          <EmptyState
            icon={ListFilter}
            title={say('noneWith')}
            description={say('noneWithHint')}
            action={
              <Link href={`/threads/new?agent=${agentId}`} className={buttonStyles({ variant: 'primary' })}>
                {say('start')}
              </Link>
            }
          />
        ) : null}
        {items?.length === 0 && agentId === undefined ? (
          <EmptyState
            icon={MessagesSquare}
            title={say('none')}
            description={say('noneHint')}
            action={
              <Link href="/agents" className={buttonStyles({ variant: 'primary' })}>
                {say('choose')}
              </Link>
            }
          />
        ) : null}
        {items && items.length > 0 ? (
          <>
            <div
              aria-hidden="true"
              className={cn(rowColumns, 'hidden h-9 border-b px-4 text-muted text-xs md:grid')}
            >
              <span>{say('thread')}</span>
              <span>{say('agent')}</span>
              <span>{say('lastRun')}</span>
              <span className="text-end">{say('questions')}</span>
              <span className="text-end">{say('cost')}</span>
              <span className="text-end">{say('used')}</span>
            </div>
            <ul className="divide-y divide-border">
              {items.map((thread) => (
                <ThreadRow key={thread.id} thread={thread} />
              ))}
            </ul>
          </>
        ) : null}
      </Panel>
      {threads.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button loading={threads.isFetchingNextPage} onClick={() => threads.fetchNextPage()}>
            {say('showMore')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}

function ThreadRow({ thread }: { thread: ThreadSummary }) {
  const say = useWords('threads');
  return (
    <li className="relative hover:bg-hover">
      <div className={cn(rowColumns, 'flex flex-wrap gap-y-1 px-4 py-2.5 text-sm md:grid')}>
        <Link
          href={`/threads/${thread.id}`}
          className="w-full min-w-0 truncate font-medium after:absolute after:inset-0 md:w-auto"
        >
          {thread.title}
        </Link>
        <span className="min-w-0 truncate text-muted">
          {thread.closed ? say('deletedAgent', { name: thread.agent_title }) : thread.agent_title}
        </span>
        <span>{thread.status === null ? null : <StatusChip status={thread.status} />}</span>
        <span className="text-muted tabular-nums md:text-end">
          <span aria-hidden="true" className="max-md:hidden">
            {thread.runs}
          </span>
          <span className="md:sr-only">{say('countQuestions', { count: thread.runs })}</span>
        </span>
        <span className="text-muted tabular-nums md:text-end">
          <Money usd={thread.cost} />
        </span>
        <span className="ms-auto text-muted text-xs md:text-end">
          <RelativeTime iso={thread.last_run_at} />
        </span>
      </div>
    </li>
  );
}

function RowsSkeleton() {
  const say = useWords('threads');
  return (
    <ul aria-label={say('loadingList')} className="divide-y divide-border">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <li key={key} className="px-4 py-3">
          <Skeleton className="h-5 w-2/3" />
        </li>
      ))}
    </ul>
  );
}
