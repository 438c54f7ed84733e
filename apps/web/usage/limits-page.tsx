'use client';

import { formatMoney, Panel, PanelHeader, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Quota } from '../trpc/outputs.ts';
import { AmountMeter } from './amount-meter.tsx';
import { sayReset, sayUntil } from './say-reset.ts';

/** What the team may use and has used: runs, tokens, money, and requests a minute. */
export function LimitsPage() {
  const trpc = useTRPC();
  const quota = useQuery(trpc.usage.quota.queryOptions());
  return (
    <Page
      title="Limits & usage"
      description="What your team may use in a period, and how much of it is left. Figures may be a minute old."
      actions={
        <Link
          href="/usage"
          className="inline-flex h-8 items-center rounded-md border px-3 font-medium text-sm transition-colors hover:bg-sunken"
        >
          Cost by day and model
        </Link>
      }
    >
      {quota.isPending ? <LimitsSkeleton /> : null}
      {quota.isError && quota.data === undefined ? (
        <Panel>
          <ApiErrorState
            error={quota.error}
            title="The limits could not be loaded"
            onRetry={() => quota.refetch()}
          />
        </Panel>
      ) : null}
      {quota.data ? <Limits quota={quota.data} /> : null}
    </Page>
  );
}

const planLabels = { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' } as const;

function Limits({ quota }: { quota: Quota }) {
  const { period, budget } = quota;
  return (
    <div className="flex flex-col gap-5">
      <Panel aria-label="Quotas">
        <PanelHeader
          title={`${planLabels[quota.plan]} plan`}
          description={`From ${sayReset(period.starts_at)} until ${sayReset(period.resets_at)} (UTC)`}
        />
        <dl className="divide-y divide-border">
          <Counted
            name="Runs"
            explains="Each counts when it starts, whatever comes of it. Trials of tests are no runs."
            amount={quota.runs}
            resetsAt={period.resets_at}
          />
          <Counted
            name="Tokens"
            explains="Read and written by models: of runs when they end, of direct calls at once. Tests cost money alone."
            amount={quota.tokens}
            resetsAt={period.resets_at}
          />
          <Row name="Requests" explains="Of each API key and each member by itself.">
            <p className="tabular-nums">
              <Strong>{quota.requests_per_minute.toLocaleString('en-US')}</Strong>{' '}
              <span className="text-muted text-sm">a minute</span>
            </p>
          </Row>
        </dl>
      </Panel>
      <Panel aria-label="Budgets">
        <PanelHeader
          title="Budgets"
          description={`By calendar month, until ${sayReset(budget.resets_at)} (UTC)`}
        />
        <dl className="divide-y divide-border">
          <Spent
            name="Team"
            explains="All model calls, whoever made them, those of tests among them."
            budget={budget}
          />
          {quota.key_budgets.map((key) => (
            <Spent key={key.key_id} name={key.name} explains="API key" budget={key} />
          ))}
        </dl>
      </Panel>
    </div>
  );
}

function Row({ name, explains, children }: { name: string; explains: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-2 p-4 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <dt className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-muted text-xs">{explains}</span>
      </dt>
      <dd className="flex min-w-0 flex-col gap-1.5">{children}</dd>
    </div>
  );
}

function Strong({ children }: { children: ReactNode }) {
  return <span className="font-semibold text-lg tabular-nums tracking-tight">{children}</span>;
}

interface CountedProps {
  name: string;
  explains: string;
  amount: Quota['runs'];
  resetsAt: string;
}

function Counted({ name, explains, amount: { used, limit, left, state }, resetsAt }: CountedProps) {
  const say = (count: number) => count.toLocaleString('en-US');
  return (
    <Row name={name} explains={explains}>
      <p className="tabular-nums">
        <Strong>{say(used)}</Strong>{' '}
        <span className="text-muted text-sm">{limit === null ? 'used, no limit' : `of ${say(limit)}`}</span>
      </p>
      {limit === null ? null : (
        <>
          <AmountMeter
            label={`${name} used`}
            used={used}
            limit={limit}
            says={`${say(used)} of ${say(limit)}`}
            state={state}
          />
          <p className="text-muted text-xs tabular-nums">
            {state === 'used_up'
              ? `Used up. New runs are refused until ${sayReset(resetsAt)}, ${sayUntil(resetsAt, Date.now())}.`
              : `${say(left ?? 0)} left${state === 'near' ? ', less than a fifth' : ''}`}
          </p>
        </>
      )}
    </Row>
  );
}

interface SpentProps {
  name: string;
  explains: string;
  budget: Omit<Quota['budget'], 'resets_at'>;
}

function Spent({ name, explains, budget }: SpentProps) {
  const { spent_usd: spent, reserved_usd: reserved, limit_usd: limit, left_usd: left, state } = budget;
  return (
    <Row name={name} explains={explains}>
      <p className="tabular-nums">
        <Strong>{formatMoney(spent)}</Strong>{' '}
        <span className="text-muted text-sm">
          {limit === null ? 'spent, no budget is set' : `of ${formatMoney(limit)}`}
        </span>
      </p>
      {limit === null ? null : (
        <>
          <AmountMeter
            label={`Spent of the budget of ${name}`}
            used={spent}
            reserved={reserved}
            limit={limit}
            says={`${formatMoney(spent)} of ${formatMoney(limit)}`}
            state={state}
          />
          <p className="text-muted text-xs tabular-nums">
            {state === 'used_up'
              ? 'Used up. Calls that cost something are refused.'
              : `${formatMoney(left ?? 0)} left${reserved > 0 ? `, ${formatMoney(reserved)} set aside by calls at work` : ''}`}
          </p>
        </>
      )}
    </Row>
  );
}

function LimitsSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-5">
      <span className="sr-only">Loading the limits</span>
      <Skeleton className="h-72 rounded-md" />
      <Skeleton className="h-40 rounded-md" />
    </div>
  );
}
