'use client';

import type { EarningTrace, LedgerEntryId } from '@agent-factory/contracts';
import { CopyButton, Dialog, DialogContent, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { formatMinor } from '../billing/format-minor.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { accountWords, earningWords } from './earning-words.ts';
import { divisionOf, StatementLines } from './statement-lines.tsx';

export interface EntryDialogProps {
  entryId: LedgerEntryId;
  /** To another entry of the same sale. */
  onOpen: (entryId: LedgerEntryId) => void;
  onClose: () => void;
}

/** A line of the statement to its last posting, and what else happened to the same sale. */
export function EntryDialog({ entryId, onOpen, onClose }: EntryDialogProps) {
  const trpc = useTRPC();
  const entry = useQuery(trpc.creator.earning.queryOptions({ entry_id: entryId }));
  const { data } = entry;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={data === undefined ? 'Entry' : earningWords[data.line.kind]}
        description={data === undefined ? undefined : saysOf(data)}
        className="max-w-2xl overflow-y-auto"
      >
        {data !== undefined ? (
          <Postings trace={data} onOpen={onOpen} />
        ) : entry.isError ? (
          <ApiErrorState
            error={entry.error}
            title="The entry could not be loaded"
            onRetry={() => entry.refetch()}
            className="py-8"
          />
        ) : (
          <div aria-busy="true" className="p-5">
            <span className="sr-only">Loading the entry</span>
            <Skeleton className="h-40 rounded-md" />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

function saysOf({ line }: EarningTrace): string | undefined {
  const division = divisionOf(line);
  if (division !== null) return division;
  return line.title === '' ? undefined : line.title;
}

function Postings({ trace, onOpen }: { trace: EarningTrace; onOpen: (entryId: LedgerEntryId) => void }) {
  const { line, postings, of_sale } = trace;
  const others = of_sale.filter(({ entry_id }) => entry_id !== line.entry_id);
  return (
    <div className="flex flex-col">
      <table className="w-full text-sm">
        <caption className="sr-only">Postings, which sum to zero</caption>
        <thead className="border-b text-muted text-xs">
          <tr>
            <th scope="col" className="h-9 px-5 text-start font-medium">
              Account
            </th>
            <th scope="col" className="h-9 px-2 text-end font-medium">
              Debit
            </th>
            <th scope="col" className="h-9 pe-5 ps-2 text-end font-medium">
              Credit
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {postings.map((posting, position) => (
            <tr key={position}>
              <td className="px-5 py-2.5">{accountWords(posting)}</td>
              <Amount minor={posting.amount_minor} currency={posting.currency} className="px-2" />
              <Amount minor={-posting.amount_minor} currency={posting.currency} className="pe-5 ps-2" />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="flex items-center justify-between gap-3 border-t px-5 py-2 text-muted text-xs">
        <span>Both sides come to the same.</span>
        <span className="flex min-w-0 items-center gap-1">
          <code className="truncate font-mono">{line.entry_id}</code>
          <CopyButton value={line.entry_id} label="Copy the entry’s id" />
        </span>
      </p>
      {others.length === 0 ? null : (
        <section aria-label="The same sale" className="border-t">
          <h3 className="px-5 pt-3 pb-1 font-medium text-sm">What else happened to this sale</h3>
          <StatementLines label="Entries of the sale" lines={others} onOpen={onOpen} />
        </section>
      )}
    </div>
  );
}

function Amount({ minor, currency, className }: { minor: number; currency: string; className: string }) {
  return (
    <td className={`py-2.5 text-end tabular-nums ${className}`}>
      {minor > 0 ? formatMinor(minor, currency) : null}
    </td>
  );
}
