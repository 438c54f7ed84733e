'use client';

import type { CreatorAccountView, PayoutView } from '@agent-factory/contracts';
import {
  Button,
  EmptyState,
  Panel,
  PanelBody,
  PanelHeader,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, Landmark, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { formatMinor } from '../billing/format-minor.ts';
import { sayDay } from '../billing/plan-words.ts';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { countryOptions } from './countries.ts';

const refreshMs = 3_000;
const returnPath = '/studio?tab=payouts';

/** The way of the money from the platform to the team's bank. */
export function PayoutsPanel() {
  const trpc = useTRPC();
  const account = useQuery(
    trpc.creator.account.queryOptions(undefined, {
      // Stripe tells of a finished form by a webhook, a moment after the browser is back.
      refetchInterval: ({ state }) => (state.data?.status === 'incomplete' ? refreshMs : false),
    }),
  );
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
        {account.data ? <Account account={account.data} /> : null}
      </Panel>
      <Panel aria-label="Payouts" aria-busy={payouts.isPending}>
        <PanelHeader title="Payouts" />
        {payouts.isPending ? <RowsSkeleton label="Loading the payouts" /> : null}
        {payouts.isError && payouts.data === undefined ? (
          <ApiErrorState
            error={payouts.error}
            title="The payouts could not be loaded"
            onRetry={() => payouts.refetch()}
          />
        ) : null}
        {payouts.data?.items.length === 0 ? (
          <EmptyState
            icon={Landmark}
            title="Nothing was paid out yet"
            description="What you earn is sent to your Stripe account when the buyers’ 14 days are over, and from there to your bank."
            className="py-10"
          />
        ) : null}
        {payouts.data && payouts.data.items.length > 0 ? <Payouts items={payouts.data.items} /> : null}
      </Panel>
    </div>
  );
}

function Account({ account }: { account: CreatorAccountView }) {
  const trpc = useTRPC();
  const toast = useToast();
  const [country, setCountry] = useState('US');
  const onboard = useMutation(
    trpc.creator.onboard.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'Stripe’s form could not be opened',
          description: apiFailure(error).message,
        }),
    }),
  );
  const go = () =>
    onboard.mutate({ return_path: returnPath, ...(account.status === 'none' ? { country } : {}) });
  if (account.status === 'ready') {
    return (
      <PanelBody className="flex flex-wrap items-center gap-3">
        <p className="flex min-w-0 flex-1 items-center gap-2 text-sm">
          <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-positive" />
          Ready: what you earn is sent and paid out{account.country === null ? '' : ` in ${account.country}`}.
        </p>
        <Button onClick={go} loading={onboard.isPending || onboard.isSuccess}>
          Change details
        </Button>
      </PanelBody>
    );
  }
  return (
    <PanelBody className="flex flex-col gap-4">
      {account.status === 'none' ? (
        <p className="max-w-prose text-sm">
          You can sell before this is done: what you earn is kept for you. To have it sent, tell Stripe who
          you are and which bank is yours. We see neither.
        </p>
      ) : (
        <div className="flex items-start gap-2 text-sm">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
          <div>
            <p>Stripe wants to know more before money can be sent.</p>
            {account.requirements.length === 0 ? null : (
              <ul className="mt-1 list-disc pl-4 text-muted">
                {account.requirements.map((each) => (
                  <li key={each} className="break-all">
                    {each}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {account.status === 'none' ? (
          <Select aria-label="Country" value={country} onValueChange={setCountry} options={countryOptions} />
        ) : null}
        <Button variant="primary" onClick={go} loading={onboard.isPending || onboard.isSuccess}>
          {account.status === 'none' ? 'Set up payouts' : 'Go on with it'}
        </Button>
      </div>
    </PanelBody>
  );
}

function Payouts({ items }: { items: readonly PayoutView[] }) {
  return (
    <Table aria-label="Payouts">
      <TableHead>
        <TableRow>
          <TableHeaderCell>Made</TableHeaderCell>
          <TableHeaderCell>Arrives</TableHeaderCell>
          <TableHeaderCell>State</TableHeaderCell>
          <TableHeaderCell className="text-right">Amount</TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((payout) => (
          <TableRow key={payout.id}>
            <TableCell className="whitespace-nowrap tabular-nums">{sayDay(payout.created_at)}</TableCell>
            <TableCell className="whitespace-nowrap tabular-nums">{sayDay(payout.arrives_at)}</TableCell>
            <TableCell>
              {payout.status.replaceAll('_', ' ')}
              {payout.failure === null ? null : (
                <span className="block text-danger text-xs">{payout.failure}</span>
              )}
            </TableCell>
            <TableCell className="whitespace-nowrap text-right tabular-nums">
              {formatMinor(payout.amount_minor, payout.currency)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
