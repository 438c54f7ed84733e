'use client';

import { type EarningsStatement, isId } from '@agent-factory/contracts';
import { buttonStyles, Panel, PanelBody, PanelHeader, Select } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, Scale } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { formatMinor } from '../billing/format-minor.ts';
import { useFrame } from '../frame/frame-context.ts';
import { ListStates, ShowOlder } from '../lists/list-states.tsx';
import { useTRPC } from '../trpc/context.ts';
import { isMonth, lastMonths, spanOf } from './months.ts';
import { StatementLines } from './statement-lines.tsx';

const EntryDialog = dynamic(() => import('./entry-dialog.tsx').then((module) => module.EntryDialog));

/** The statement of a month: how the balance stands, and each line of the books that made it so. */
export function EarningsPanel() {
  const trpc = useTRPC();
  const router = useRouter();
  const { me } = useFrame();
  const months = lastMonths(new Date());
  const search = useSearchParams();
  const wanted = search.get('month');
  const entry = search.get('entry') ?? '';
  const month = isMonth(wanted) ? wanted : (months[0]?.value ?? '');
  const span = spanOf(month);
  const show = (change: { month?: string; entry?: string | null }) => {
    const next = { month, entry: null, ...change };
    const query = new URLSearchParams({ tab: 'earnings', month: next.month });
    if (next.entry !== null) query.set('entry', next.entry);
    router.replace(`/studio?${query}`, { scroll: false });
  };
  const earnings = useInfiniteQuery(
    trpc.creator.earnings.infiniteQueryOptions(
      { ...span, limit: 50 },
      { getNextPageParam: (page) => page.next_cursor ?? undefined },
    ),
  );
  const first = earnings.data?.pages[0];
  return (
    <div className="flex flex-col gap-5">
      {first?.balances.map((balance) => (
        <Balance key={balance.currency} balance={balance} />
      ))}
      <Panel aria-label="Statement" aria-busy={earnings.isPending}>
        <PanelHeader
          title="Statement"
          description="Times in UTC"
          className="flex-wrap"
          actions={
            <>
              <Select
                aria-label="Month"
                size="sm"
                value={month}
                onValueChange={(value) => show({ month: value })}
                options={months}
              />
              <a
                href={`/api/earnings?${new URLSearchParams({ ...span, team: me.team.id })}`}
                download={`earnings-${month}.csv`}
                className={buttonStyles()}
              >
                <Download aria-hidden="true" />
                CSV
              </a>
            </>
          }
        />
        <ListStates
          noun="the statement"
          query={earnings}
          items={earnings.data?.pages.flatMap((page) => page.lines)}
          empty={{
            icon: Scale,
            title: 'Nothing in this month',
            description: 'Each sale, refund, transfer and payout is a line here, to the cent.',
          }}
        >
          {(lines) => (
            <StatementLines
              label="Lines of the statement"
              lines={lines}
              onOpen={(id) => show({ entry: id })}
            />
          )}
        </ListStates>
        <ShowOlder query={earnings} />
      </Panel>
      {isId('ledgerEntry', entry) ? (
        <EntryDialog
          entryId={entry}
          onOpen={(id) => show({ entry: id })}
          onClose={() => show({ entry: null })}
        />
      ) : null}
    </div>
  );
}

function Balance({ balance }: { balance: EarningsStatement['balances'][number] }) {
  const { currency } = balance;
  const figures = [
    ['Sold this month', balance.sold_minor, 'Your part of the sales'],
    ['Given back', balance.returned_minor, 'Refunds and disputes that were lost'],
    ['Earned, not sent', balance.payable_minor, maturing(balance)],
    ['On your Stripe account', balance.at_stripe_minor, 'On its way to the bank'],
  ] as const;
  return (
    <Panel aria-label={`Balance in ${currency.toUpperCase()}`}>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md bg-border lg:grid-cols-4">
        {figures.map(([name, minor, says]) => (
          <div key={name} className="min-w-0 bg-surface px-4 py-3">
            <dt className="text-muted text-xs">{name}</dt>
            <dd className="font-semibold text-xl tabular-nums tracking-tight">
              {formatMinor(minor, currency)}
            </dd>
            <dd className="text-muted text-xs">{says}</dd>
          </div>
        ))}
      </dl>
      {balance.owed_minor === 0 ? null : (
        <PanelBody className="border-t text-sm text-warning">
          {formatMinor(balance.owed_minor, currency)} is owed to the platform, because what had been sent was
          given back later. It is taken from what you earn next.
        </PanelBody>
      )}
    </Panel>
  );
}

function maturing({ maturing_minor, currency }: EarningsStatement['balances'][number]): string {
  return maturing_minor === 0
    ? 'Sent when the 14 days of refund are over'
    : `Of it ${formatMinor(maturing_minor, currency)} may still be given back`;
}
