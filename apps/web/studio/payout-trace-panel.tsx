'use client';

import type { LedgerEntryId, PayoutTrace } from '@agent-factory/contracts';
import { Panel, PanelHeader } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleDashed } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { formatMinor, formatSigned } from '../billing/format-minor.ts';
import { sayDay } from '../billing/plan-words.ts';
import { ListStates, ShowOlder } from '../lists/list-states.tsx';
import { useTRPC } from '../trpc/context.ts';
import { divisionOf, StatementLines } from './statement-lines.tsx';

const EntryDialog = dynamic(() => import('./entry-dialog.tsx').then((module) => module.EntryDialog));

/** What a payout was made of: each movement since the one before it, with the sale that it was sent for. */
export function PayoutTracePanel({ payoutId }: { payoutId: string }) {
  const trpc = useTRPC();
  const [entry, setEntry] = useState<LedgerEntryId | null>(null);
  const trace = useInfiniteQuery(
    trpc.creator.payout.infiniteQueryOptions(
      { payout_id: payoutId, limit: 50 },
      { getNextPageParam: (page) => page.next_cursor ?? undefined },
    ),
  );
  const first = trace.data?.pages[0];
  const moves = trace.data?.pages.flatMap((page) => page.moves);
  const sales = new Map(moves?.map(({ line, sale }) => [line.entry_id, sale]));
  return (
    <Panel aria-label="What the payout is made of" aria-busy={trace.isPending}>
      <PanelHeader
        title={first === undefined ? 'What made it up' : `What made up ${amountOf(first)}`}
        description={first === undefined ? undefined : `Paid out on ${sayDay(first.payout.created_at)}`}
      />
      {first === undefined ? null : <Sum trace={first} />}
      <ListStates
        noun="the payout"
        query={trace}
        items={moves}
        empty={{
          icon: CircleDashed,
          title: 'Nothing came in since the payout before',
          description: 'It paid out what had been left on the account.',
        }}
      >
        {(items) => (
          <StatementLines
            label="Movements of the payout"
            lines={items.map(({ line }) => line)}
            says={(line) => {
              const sale = sales.get(line.entry_id);
              return sale ? `of ${divisionOf(sale) ?? formatMinor(sale.amount_minor, sale.currency)}` : null;
            }}
            onOpen={(id) => setEntry(id)}
          />
        )}
      </ListStates>
      <ShowOlder query={trace} />
      {entry === null ? null : (
        <EntryDialog entryId={entry} onOpen={setEntry} onClose={() => setEntry(null)} />
      )}
    </Panel>
  );
}

function amountOf({ payout }: PayoutTrace): string {
  return formatMinor(payout.amount_minor, payout.currency);
}

/** So that nobody has to add up: before + since = paid out + left. */
function Sum({ trace }: { trace: PayoutTrace }) {
  const { before_minor, moved_minor, left_minor, payout } = trace;
  const { currency } = payout;
  const figures = [
    ['Left from before', formatMinor(before_minor, currency)],
    ['Came in since', formatSigned(moved_minor, currency)],
    ['Paid out', formatSigned(-payout.amount_minor, currency)],
    ['Stays on the account', formatMinor(left_minor, currency)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-px border-b bg-border lg:grid-cols-4">
      {figures.map(([name, amount]) => (
        <div key={name} className="min-w-0 bg-surface px-4 py-3">
          <dt className="text-muted text-xs">{name}</dt>
          <dd className="font-semibold text-base tabular-nums">{amount}</dd>
        </div>
      ))}
    </dl>
  );
}
