'use client';

import { runStatuses } from '@agent-factory/contracts';
import { Button, buttonStyles, EmptyState, Panel, Select, useStatusLabel } from '@agent-factory/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListFilter, Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { hasIdForm } from '../frame/has-id-form.ts';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { PlainKey } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';
import { behindKeys, behindOf } from './behind.ts';
import { refreshWhileActive } from './refresh-while-active.ts';
import { RunRowsSkeleton } from './run-rows-skeleton.tsx';

const all = 'all';
const origins = [
  { value: 'person', name: 'byPeople' },
  { value: 'key', name: 'byKeys' },
  { value: 'schedule', name: 'bySchedules' },
  { value: 'trigger', name: 'byTriggers' },
] as const satisfies readonly { value: string; name: PlainKey<'runs'> }[];

const RunRows = dynamic(() => import('./run-rows.tsx').then((module) => module.RunRows), {
  loading: () => <RunRowsSkeleton />,
});
const BehindPoint = dynamic(() => import('./behind-point.tsx').then((module) => module.BehindPoint));

export function RunsPage() {
  const say = useWords('runs');
  const statusLabel = useStatusLabel();
  const trpc = useTRPC();
  const router = useRouter();
  const search = useSearchParams();
  const wantedAgent = search.get('agent');
  const agentId = hasIdForm('agt', wantedAgent) ? wantedAgent : undefined;
  const status = runStatuses.find((value) => value === search.get('status'));
  const origin = origins.find(({ value }) => value === search.get('by'))?.value;
  const [schedule, trigger] = [search.get('schedule'), search.get('trigger')];
  const behind = behindOf(search);
  const filter = {
    ...(agentId ? { agent_id: agentId } : {}),
    ...(status ? { status } : {}),
    ...(origin ? { started_by: origin } : {}),
    ...(hasIdForm('sch', schedule) ? { schedule_id: schedule } : {}),
    ...(hasIdForm('trg', trigger) ? { trigger_id: trigger } : {}),
    ...behind,
  };
  const filtered = Object.keys(filter).length > 0;

  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const client = useTRPCClient();
  const runs = useInfiniteQuery({
    queryKey: trpc.runs.list.infiniteQueryKey(filter),
    queryFn: ({ pageParam, signal }) =>
      client.runs.list.query(
        { limit: 25, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: (query) => refreshWhileActive(query.state.data?.pages.flatMap((page) => page.items)),
  });
  const titles = new Map(agents.data?.items.map((agent) => [agent.id, agent.title]));
  const items = runs.data?.pages.flatMap((page) => page.items);

  function filterBy(key: 'agent' | 'status' | 'by', value: string): void {
    const query = new URLSearchParams(search);
    // One schedule or trigger is chosen where it stands, and left by choosing something else here.
    for (const one of ['schedule', 'trigger']) query.delete(one);
    if (value === all) query.delete(key);
    else query.set(key, value);
    const text = query.toString();
    router.replace(text === '' ? '/runs' : `/runs?${text}`, { scroll: false });
  }

  function clearBehind(): void {
    const query = new URLSearchParams(search);
    for (const one of behindKeys) query.delete(one);
    const text = query.toString();
    router.replace(text === '' ? '/runs' : `/runs?${text}`, { scroll: false });
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
            onValueChange={(value) => filterBy('agent', value)}
            options={[
              { value: all, label: say('allAgents') },
              ...(agents.data?.items.map((agent) => ({ value: agent.id, label: agent.title })) ?? []),
            ]}
          />
          <Select
            size="sm"
            aria-label={say('status')}
            value={status ?? all}
            onValueChange={(value) => filterBy('status', value)}
            options={[
              { value: all, label: say('anyStatus') },
              ...runStatuses.map((value) => ({ value, label: statusLabel(value) })),
            ]}
          />
          <Select
            size="sm"
            aria-label={say('startedBy')}
            value={origin ?? all}
            onValueChange={(value) => filterBy('by', value)}
            options={[
              { value: all, label: say('byAnyone') },
              ...origins.map(({ value, name }) => ({ value, label: say(name) })),
            ]}
          />
        </>
      }
    >
      {Object.keys(behind).length > 0 ? <BehindPoint behind={behind} onClear={clearBehind} /> : null}
      <Panel aria-busy={runs.isPending}>
        {runs.isPending ? <RunRowsSkeleton /> : null}
        {runs.isError && items === undefined ? (
          <ApiErrorState error={runs.error} title={say('failed')} onRetry={() => runs.refetch()} />
        ) : null}
        {items?.length === 0 && filtered ? (
          <EmptyState
            icon={ListFilter}
            title={say('noneLike')}
            description={say('noneLikeHint')}
            action={
              <Button onClick={() => router.replace('/runs', { scroll: false })}>{say('showAll')}</Button>
            }
          />
        ) : null}
        {items?.length === 0 && !filtered ? (
          <EmptyState
            icon={Play}
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
          <RunRows runs={items} titleOf={(run) => titles.get(run.agent_id) ?? run.agent_name} />
        ) : null}
      </Panel>
      {runs.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button loading={runs.isFetchingNextPage} onClick={() => runs.fetchNextPage()}>
            {say('showMore')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}
