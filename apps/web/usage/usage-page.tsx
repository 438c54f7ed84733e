'use client';

import { EmptyState, Panel, PanelHeader, Select, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { UsageSummary } from '../trpc/outputs.ts';
import { BudgetPanel } from './budget-panel.tsx';
import { monthChoices, monthLabel } from './months.ts';
import { SpendByModel } from './spend-by-model.tsx';

const SpendByDay = dynamic(() => import('./spend-by-day.tsx').then((module) => module.SpendByDay), {
  loading: () => <Skeleton className="m-4 h-56" />,
});

export function UsagePage() {
  const trpc = useTRPC();
  const router = useRouter();
  const wanted = useSearchParams().get('month');
  const months = monthChoices(new Date());
  const month = months.find((choice) => choice === wanted) ?? months[0];
  const usage = useQuery(trpc.usage.summary.queryOptions(month === undefined ? {} : { month }));

  return (
    <Page
      title="Usage"
      description={
        <>
          What your team’s model calls cost, whoever made them. Months are counted in UTC.{' '}
          <Link href="/settings/limits" className="underline underline-offset-2">
            Limits
          </Link>
        </>
      }
      actions={
        <Select
          size="sm"
          aria-label="Month"
          value={month ?? ''}
          onValueChange={(value) =>
            router.replace(value === months[0] ? '/usage' : `/usage?month=${value}`, { scroll: false })
          }
          options={months.map((value) => ({ value, label: monthLabel(value) }))}
        />
      }
    >
      {usage.isPending ? <UsageSkeleton /> : null}
      {usage.isError && usage.data === undefined ? (
        <Panel>
          <ApiErrorState
            error={usage.error}
            title="The usage could not be loaded"
            onRetry={() => usage.refetch()}
          />
        </Panel>
      ) : null}
      {usage.data ? <Summary usage={usage.data} /> : null}
    </Page>
  );
}

function Summary({ usage }: { usage: UsageSummary }) {
  const unused = usage.totals.calls === 0 && usage.totals.attempts === 0;
  return (
    <div className="flex flex-col gap-5">
      <BudgetPanel usage={usage} />
      {unused ? (
        <Panel>
          <EmptyState
            icon={ChartColumn}
            title="No calls this month"
            description="Run an agent or call the API, and each model call is counted here: who answered, what it cost, and what failed."
          />
        </Panel>
      ) : (
        <>
          <Panel aria-label="By day">
            <PanelHeader title="By day" />
            <SpendByDay days={usage.by_day} />
          </Panel>
          <SpendByModel usage={usage} />
        </>
      )}
    </div>
  );
}

function UsageSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-5">
      <span className="sr-only">Loading the usage</span>
      <Skeleton className="h-36 rounded-md" />
      <Skeleton className="h-72 rounded-md" />
      <Skeleton className="h-64 rounded-md" />
    </div>
  );
}
