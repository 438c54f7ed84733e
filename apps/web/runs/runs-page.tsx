'use client';

import { runStatuses } from '@agent-factory/contracts';
import {
  Button,
  buttonStyles,
  cn,
  EmptyState,
  Panel,
  RelativeTime,
  Select,
  Skeleton,
  StatusChip,
  UsageLine,
  useStatusLabel,
} from '@agent-factory/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListFilter, Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { hasIdForm } from '../frame/has-id-form.ts';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import type { PlainKey } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';
import { behindKeys, behindOf } from './behind.ts';
import { BehindPoint } from './behind-point.tsx';
import { oneLine } from './one-line.ts';
import { refreshWhileActive } from './refresh-while-active.ts';
import { StartedBy } from './started-by.tsx';

const all = 'all';
const origins = [
  { value: 'person', name: 'byPeople' },
  { value: 'key', name: 'byKeys' },
  { value: 'schedule', name: 'bySchedules' },
  { value: 'trigger', name: 'byTriggers' },
] as const satisfies readonly { value: string; name: PlainKey<'runs'> }[];
const rowColumns =
  'items-center gap-x-4 md:grid-cols-[6.5rem_minmax(0,12rem)_minmax(0,1fr)_minmax(0,8rem)_auto_5.5rem]';

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
      <BehindPoint behind={behind} onClear={clearBehind} />
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
          <>
            <div
              aria-hidden="true"
              className={cn(rowColumns, 'hidden h-9 border-b px-4 text-muted text-xs md:grid')}
            >
              <span>{say('status')}</span>
              <span>{say('agent')}</span>
              <span>{say('input')}</span>
              <span>{say('by')}</span>
              <span className="grid grid-cols-[4rem_5.5rem_4.5rem] gap-2 text-end">
                <span>{say('cost')}</span>
                <span>{say('tokens')}</span>
                <span>{say('time')}</span>
              </span>
              <span className="text-end">{say('started')}</span>
            </div>
            <ul className="divide-y divide-border">
              {items.map((run) => (
                <RunRow key={run.run_id} run={run} title={titles.get(run.agent_id) ?? run.agent_name} />
              ))}
            </ul>
          </>
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

function RunRow({ run, title }: { run: Run; title: string }) {
  return (
    <li
      className={cn(
        rowColumns,
        'relative grid grid-cols-[1fr_auto] gap-y-1.5 px-4 py-2.5 transition-colors last:rounded-b-md hover:bg-hover',
      )}
    >
      <StatusChip status={run.status} className="justify-self-start max-md:col-start-2 max-md:row-start-1" />
      <Link
        href={`/runs/${run.run_id}`}
        data-list-entry
        className="truncate font-medium text-sm after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2 max-md:col-start-1 max-md:row-start-1"
      >
        {title}
        <span className="ms-1.5 font-normal text-muted text-xs tabular-nums">v{run.version}</span>
      </Link>
      <p className="truncate text-muted text-sm max-md:col-span-2">{oneLine(run.input)}</p>
      <StartedBy
        by={run.started_by}
        className="text-muted text-xs max-md:col-start-2 max-md:justify-self-end"
      />
      <UsageLine
        columns
        cost={run.cost}
        tokens={run.tokens.total}
        seconds={run.execution_time}
        className="max-md:col-start-1"
      />
      <RelativeTime iso={run.created_at} className="text-end text-muted text-xs" />
    </li>
  );
}

function RunRowsSkeleton() {
  const say = useWords('runs');
  return (
    <div className="divide-y divide-border">
      <span className="sr-only">{say('loading')}</span>
      <div className="hidden h-9 md:block" />
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <div key={key} className={cn(rowColumns, 'grid grid-cols-[1fr_auto] gap-y-1.5 px-4 py-2.5')}>
          <Skeleton className="h-6 w-24 max-md:col-start-2 max-md:row-start-1" />
          <Skeleton className="h-4 w-32 max-md:col-start-1 max-md:row-start-1" />
          <Skeleton className="my-[3px] h-3.5 w-full max-w-sm max-md:col-span-2" />
          <Skeleton className="h-3.5 w-16 max-md:col-start-2 max-md:justify-self-end" />
          <Skeleton className="h-4 w-44" />
          <Skeleton className="h-4 w-16 justify-self-end" />
        </div>
      ))}
    </div>
  );
}
