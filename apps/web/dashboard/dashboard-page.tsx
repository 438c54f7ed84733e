'use client';

import { buttonStyles, EmptyState, Panel, Select, Skeleton } from '@agent-factory/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { ChartSpline } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { Filters } from './filters.tsx';
import { ranges, viewOfUrl } from './view-of-url.ts';

const Numbers = dynamic(() => import('./numbers.tsx').then((module) => module.Numbers), {
  loading: () => <NumbersSkeleton />,
});
const Views = dynamic(() => import('./views.tsx').then((module) => module.Views), {
  // A menu and its dialog, which nobody needs to see the page: not named in the HTML, so not first.
  ssr: false,
  loading: () => <Skeleton className="h-8 w-20" />,
});
const OwnRange = dynamic(() => import('./own-range.tsx').then((module) => module.OwnRange), { ssr: false });

const ownRange = 'own';

export function DashboardPage() {
  const say = useWords('dashboard');
  const trpc = useTRPC();
  const router = useRouter();
  const search = useSearchParams();
  const queryClient = useQueryClient();
  const view = viewOfUrl(new URLSearchParams(search), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const dashboard = useQuery(trpc.dashboard.get.queryOptions(view, { placeholderData: keepPreviousData }));
  useSubscription(
    trpc.dashboard.watch.subscriptionOptions(undefined, {
      // What is on its way is not thrown away for what has come since: that comes with the next word.
      onData: () =>
        void queryClient.invalidateQueries(trpc.dashboard.get.pathFilter(), { cancelRefetch: false }),
    }),
  );

  function change(values: Record<string, string | null>): void {
    const query = new URLSearchParams(search);
    for (const [key, value] of Object.entries(values)) {
      if (value === null) query.delete(key);
      else query.set(key, value);
    }
    const text = query.toString();
    router.replace(text === '' ? '/dashboard' : `/dashboard?${text}`, { scroll: false });
  }

  const none = dashboard.data?.totals.runs === 0 && (dashboard.data.previous?.totals.runs ?? 0) === 0;
  const filtered = Boolean(view.agent ?? view.api_key ?? view.member ?? view.model);
  return (
    <Page
      title={say('title')}
      description={say('description')}
      actions={
        <span className="flex flex-wrap items-center gap-2">
          <Select
            size="sm"
            aria-label={say('range')}
            value={view.range ?? ownRange}
            onValueChange={(value) => {
              if (value !== ownRange) change({ range: value, from: null, to: null });
              else {
                const to = new Date(dashboard.data?.to ?? Date.now());
                const from = new Date(dashboard.data?.from ?? to.getTime() - 86_400_000);
                change({ range: null, from: from.toISOString(), to: to.toISOString() });
              }
            }}
            options={[
              ...ranges.map(({ value, name }) => ({ value, label: say(name) })),
              { value: ownRange, label: say('ownRange') },
            ]}
          />
          <Views query={search.toString()} />
        </span>
      }
    >
      <div className="flex flex-col gap-4">
        {view.from !== undefined && view.to !== undefined ? (
          <OwnRange key={`${view.from} ${view.to}`} from={view.from} to={view.to} onChange={change} />
        ) : null}
        <Filters view={view} all={dashboard.data} onChange={change} />
        {dashboard.isPending ? <NumbersSkeleton /> : null}
        {dashboard.isError && dashboard.data === undefined ? (
          <Panel>
            <ApiErrorState
              error={dashboard.error}
              title={say('failedToLoad')}
              onRetry={() => dashboard.refetch()}
            />
          </Panel>
        ) : null}
        {dashboard.data === undefined ? null : none && !filtered ? (
          <Panel>
            <EmptyState
              icon={ChartSpline}
              title={say('none')}
              description={say('noneHint')}
              action={
                <Link href="/agents" className={buttonStyles({ variant: 'primary' })}>
                  {say('choose')}
                </Link>
              }
            />
          </Panel>
        ) : (
          <Numbers all={dashboard.data} view={view} />
        )}
      </div>
    </Page>
  );
}

function NumbersSkeleton() {
  const say = useWords('dashboard');
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <span className="sr-only">{say('loading')}</span>
      <Skeleton className="h-[22rem] rounded-md sm:h-44" />
      <div className="grid gap-4 lg:grid-cols-2">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <Skeleton key={key} className="h-[22.5rem] rounded-md" />
        ))}
      </div>
    </div>
  );
}
