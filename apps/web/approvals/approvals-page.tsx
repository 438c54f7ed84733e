'use client';

import { isId } from '@agent-factory/contracts';
import { Button, buttonStyles, EmptyState, Panel, Select } from '@agent-factory/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListFilter, UserCheck } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { CardsSkeleton } from './cards-skeleton.tsx';

// Fetched once something is there to show, so that an empty inbox stays light.
const ApprovalList = dynamic(() => import('./approval-list.tsx').then((module) => module.ApprovalList), {
  loading: CardsSkeleton,
});

const all = 'all';
const pendingRefreshMs = 5_000;

export function ApprovalsPage() {
  const say = useWords('approvals');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const search = useSearchParams();
  const wantedAgent = search.get('agent');
  const wantedRun = search.get('run');
  const agentId = isId('agent', wantedAgent) ? wantedAgent : undefined;
  const runId = isId('run', wantedRun) ? wantedRun : undefined;
  const state = search.get('state') === 'decided' ? 'decided' : 'pending';
  const filtered = agentId !== undefined || runId !== undefined;

  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const filter = {
    state,
    ...(agentId ? { agent_id: agentId } : {}),
    ...(runId ? { run_id: runId } : {}),
  } as const;
  const approvals = useInfiniteQuery({
    queryKey: trpc.approvals.list.infiniteQueryKey(filter),
    queryFn: ({ pageParam, signal }) =>
      client.approvals.list.query(
        { limit: 20, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: state === 'pending' ? pendingRefreshMs : false,
  });
  const items = approvals.data?.pages.flatMap((page) => page.items);

  function show(key: 'agent' | 'state' | 'run', value: string | null): void {
    const query = new URLSearchParams(search);
    if (value === null) query.delete(key);
    else query.set(key, value);
    const text = query.toString();
    router.replace(text === '' ? '/approvals' : `/approvals?${text}`, { scroll: false });
  }

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
            onValueChange={(value) => show('agent', value === all ? null : value)}
            options={[
              { value: all, label: say('allAgents') },
              ...(agents.data?.items.map((agent) => ({ value: agent.id, label: agent.title })) ?? []),
            ]}
          />
          <Select
            size="sm"
            aria-label={say('state')}
            value={state}
            onValueChange={(value) => show('state', value === 'pending' ? null : value)}
            options={[
              { value: 'pending', label: say('waiting') },
              { value: 'decided', label: say('decided') },
            ]}
          />
        </>
      }
    >
      <Panel aria-busy={approvals.isPending} className="max-w-3xl">
        {approvals.isPending ? <CardsSkeleton /> : null}
        {approvals.isError && items === undefined ? (
          <ApiErrorState error={approvals.error} title={say('failed')} onRetry={() => approvals.refetch()} />
        ) : null}
        {items?.length === 0 && filtered ? (
          <EmptyState
            icon={ListFilter}
            title={say('noneLike')}
            description={say('noneLikeHint')}
            action={
              <Button onClick={() => router.replace('/approvals', { scroll: false })}>
                {say('showAll')}
              </Button>
            }
          />
        ) : null}
        {items?.length === 0 && !filtered ? <Nothing state={state} /> : null}
        {items && items.length > 0 ? <ApprovalList approvals={items} /> : null}
      </Panel>
      {approvals.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button loading={approvals.isFetchingNextPage} onClick={() => approvals.fetchNextPage()}>
            {say('showMore')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}

function Nothing({ state }: { state: 'pending' | 'decided' }) {
  const say = useWords('approvals');
  if (state === 'decided') {
    return <EmptyState icon={UserCheck} title={say('noneDecided')} description={say('noneDecidedHint')} />;
  }
  return (
    <EmptyState
      icon={UserCheck}
      title={say('none')}
      description={say('noneHint')}
      action={
        <Link href="/agents" className={buttonStyles({ variant: 'primary' })}>
          {say('choose')}
        </Link>
      }
    />
  );
}
