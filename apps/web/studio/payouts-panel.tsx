'use client';

import type { PayoutView } from '@agent-factory/contracts';
import { cn, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { formatMinor } from '../billing/format-minor.ts';
import { sayDay } from '../billing/plan-words.ts';
import { ListStates } from '../lists/list-states.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { PayoutAccount } from './payout-account.tsx';

const PayoutTracePanel = dynamic(() =>
  import('./payout-trace-panel.tsx').then((module) => module.PayoutTracePanel),
);

const refreshMs = 3_000;

/** Stripe's states of a payout: https://docs.stripe.com/api/payouts/object#payout_object-status */
const statusWords: Readonly<Record<string, string>> = {
  pending: 'On its way',
  in_transit: 'On its way to the bank',
  paid: 'Paid out',
  failed: 'Failed',
  canceled: 'Cancelled',
};

/** The way of the money from the platform to the team's bank. */
export function PayoutsPanel() {
  const trpc = useTRPC();
  const account = useQuery(
    trpc.creator.account.queryOptions(undefined, {
      // Stripe tells of a finished form by a webhook, a moment after the browser is back.
      refetchInterval: ({ state }) => (state.data?.status === 'incomplete' ? refreshMs : false),
    }),
  );
  const chosen = useSearchParams().get('payout');
  const payouts = useQuery(trpc.creator.payouts.queryOptions());
  return (
    <div className="flex flex-col gap-5">
      <Panel aria-label="Payout account" aria-busy={account.isPending}>
        <PanelHeader title="Where the money goes" description="Over Stripe, weekly, to a bank of yours" />
        {account.isPending ? <RowsSkeleton label="Loading the account" /> : null}
        {account.isError && account.data === undefined ? (
          <ApiErrorState
            error={account.error}
            title="The account could not be loaded"
            onRetry={() => account.refetch()}
          />
        ) : null}
        {account.data ? <PayoutAccount account={account.data} /> : null}
      </Panel>
      <Panel aria-label="Payouts" aria-busy={payouts.isPending}>
        <PanelHeader title="Payouts" />
        <ListStates
          noun="the payouts"
          query={payouts}
          items={payouts.data?.items}
          empty={{
            icon: Landmark,
            title: 'Nothing was paid out yet',
            description:
              'What you earn is sent to your Stripe account when the buyers’ 14 days are over, and from there to your bank.',
          }}
        >
          {(items) => <Payouts items={items} chosen={chosen} />}
        </ListStates>
      </Panel>
      {chosen === null ? null : <PayoutTracePanel key={chosen} payoutId={chosen} />}
    </div>
  );
}

function arrivalOf({ status, arrives_at }: PayoutView): string | null {
  if (status === 'failed' || status === 'canceled') return null;
  return `${status === 'paid' ? 'arrived' : 'arrives'} ${sayDay(arrives_at)}`;
}

function Payouts({ items, chosen }: { items: readonly PayoutView[]; chosen: string | null }) {
  return (
    <ul className="divide-y divide-border">
      {items.map((payout) => (
        <li
          key={payout.id}
          className={cn(
            'relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 px-4 py-3 text-sm transition-colors hover:bg-hover md:grid-cols-[12rem_minmax(0,1fr)_13rem_7rem]',
            payout.id === chosen && 'bg-hover',
          )}
        >
          <Link
            href={`/studio?tab=payouts&payout=${payout.id}`}
            scroll={false}
            data-list-entry
            aria-current={payout.id === chosen ? 'true' : undefined}
            className="font-medium tabular-nums after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {sayDay(payout.created_at)}
          </Link>
          <span className="text-muted max-md:order-3 max-md:col-span-2">
            {statusWords[payout.status] ?? payout.status.replaceAll('_', ' ')}
            {payout.failure === null ? null : (
              <span className="block text-danger text-xs">{payout.failure}</span>
            )}
          </span>
          <span className="text-muted text-xs tabular-nums max-md:order-4 max-md:col-span-2 md:text-end">
            {arrivalOf(payout)}
          </span>
          <span className="text-end font-medium tabular-nums">
            {formatMinor(payout.amount_minor, payout.currency)}
          </span>
        </li>
      ))}
    </ul>
  );
}
