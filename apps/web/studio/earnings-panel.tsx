'use client';

import type { EarningLine, EarningsStatement } from '@agent-factory/contracts';
import {
  Button,
  buttonStyles,
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
} from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, Scale } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { formatMinor, formatSigned } from '../billing/format-minor.ts';
import { useFrame } from '../frame/frame-context.ts';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { earningWords } from './earning-words.ts';
import { isMonth, lastMonths, spanOf } from './months.ts';

const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** The statement of a month: how the balance stands, and each line of the books that made it so. */
export function EarningsPanel() {
  const trpc = useTRPC();
  const router = useRouter();
  const { me } = useFrame();
  const months = lastMonths(new Date());
  const wanted = useSearchParams().get('month');
  const month = isMonth(wanted) ? wanted : (months[0]?.value ?? '');
  const span = spanOf(month);
  const earnings = useInfiniteQuery(
    trpc.creator.earnings.infiniteQueryOptions(
      { ...span, limit: 50 },
      { getNextPageParam: (page) => page.next_cursor ?? undefined },
    ),
  );
  const first = earnings.data?.pages[0];
  const lines = earnings.data?.pages.flatMap((page) => page.lines);
  return (
    <div className="flex flex-col gap-5">
      {first?.balances.map((balance) => (
        <Balance key={balance.currency} balance={balance} />
      ))}
      <Panel aria-label="Statement" aria-busy={earnings.isPending}>
        <PanelHeader
          title="Statement"
          description="Times in UTC"
          actions={
            <>
              <Select
                aria-label="Month"
                size="sm"
                value={month}
                onValueChange={(value) =>
                  router.replace(`/studio?tab=earnings&month=${value}`, { scroll: false })
                }
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
        {earnings.isPending ? <RowsSkeleton label="Loading the statement" /> : null}
        {earnings.isError && lines === undefined ? (
          <ApiErrorState
            error={earnings.error}
            title="The statement could not be loaded"
            onRetry={() => earnings.refetch()}
          />
        ) : null}
        {lines?.length === 0 ? (
          <EmptyState
            icon={Scale}
            title="Nothing in this month"
            description="Each sale, refund, transfer and payout is a line here, to the cent."
            className="py-10"
          />
        ) : null}
        {lines && lines.length > 0 ? <Lines lines={lines} /> : null}
        {earnings.hasNextPage ? (
          <div className="border-t p-3 text-center">
            <Button onClick={() => earnings.fetchNextPage()} loading={earnings.isFetchingNextPage}>
              Show older
            </Button>
          </div>
        ) : null}
      </Panel>
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

function Lines({ lines }: { lines: readonly EarningLine[] }) {
  return (
    <Table aria-label="Lines of the statement">
      <TableHead>
        <TableRow>
          <TableHeaderCell>When</TableHeaderCell>
          <TableHeaderCell>What</TableHeaderCell>
          <TableHeaderCell>How it divides</TableHeaderCell>
          <TableHeaderCell className="text-right">You</TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.entry_id}>
            <TableCell className="whitespace-nowrap text-muted text-xs tabular-nums">
              <time dateTime={line.at}>{exact.format(new Date(line.at))}</time>
            </TableCell>
            <TableCell className="min-w-40">
              {earningWords[line.kind]}
              {line.title === '' ? null : (
                <span className="block text-muted text-xs">
                  {line.template_id === null ? (
                    line.title
                  ) : (
                    <Link
                      href={`/studio/${line.template_id}`}
                      className="underline-offset-2 hover:text-text hover:underline"
                    >
                      {line.title}
                    </Link>
                  )}
                </span>
              )}
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted text-xs tabular-nums">
              <Division line={line} />
            </TableCell>
            <TableCell className="whitespace-nowrap text-right font-medium tabular-nums">
              {formatSigned(line.amount_minor, line.currency)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Whose each cent of a sale is: 19.00 = 13.30 + 5.70. The books say it; nothing is calculated here. */
function Division({ line }: { line: EarningLine }) {
  const { sale, currency, amount_minor } = line;
  if (sale === null) return null;
  const say = (minor: number) => formatMinor(minor, currency);
  return (
    <>
      {say(sale.gross_minor)} = {say(amount_minor)} you + {say(sale.platform_minor)} platform
      {sale.royalties_minor === 0 ? null : ` + ${say(sale.royalties_minor)} makers before you`}
    </>
  );
}
