'use client';

import type { EarningLine, LedgerEntryId } from '@agent-factory/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatMinor, formatSigned } from '../billing/format-minor.ts';
import { earningWords } from './earning-words.ts';

const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

export interface StatementLinesProps {
  label: string;
  lines: readonly EarningLine[];
  /** What else a line says of how it came about; nothing where it is left out. */
  says?: (line: EarningLine) => ReactNode;
  onOpen: (entryId: LedgerEntryId) => void;
}

/** Lines of the books in the order in which they come, stacked where there is little room. Each opens to its postings. */
export function StatementLines({ label, lines, says = divisionOf, onOpen }: StatementLinesProps) {
  return (
    <ul aria-label={label} className="@container divide-y divide-border">
      {lines.map((line) => (
        <li
          key={line.entry_id}
          className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 px-4 py-2.5 text-sm transition-colors hover:bg-hover @2xl:grid-cols-[10rem_minmax(0,1fr)_minmax(0,1.4fr)_7rem]"
        >
          <time
            dateTime={line.at}
            className="text-muted text-xs tabular-nums @max-2xl:order-3 @max-2xl:col-span-2"
          >
            {exact.format(new Date(line.at))}
          </time>
          <span className="min-w-0">
            <button
              type="button"
              data-list-entry
              onClick={() => onOpen(line.entry_id)}
              className="text-start font-medium leading-6 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {earningWords[line.kind]}
            </button>
            {line.title === '' ? null : (
              <span className="block truncate text-muted text-xs">
                {line.template_id === null ? (
                  line.title
                ) : (
                  <Link
                    href={`/studio/${line.template_id}`}
                    className="relative z-10 inline-block max-w-full truncate align-bottom leading-6 underline-offset-2 hover:text-text hover:underline"
                  >
                    {line.title}
                  </Link>
                )}
              </span>
            )}
          </span>
          <span className="text-muted text-xs tabular-nums @max-2xl:order-4 @max-2xl:col-span-2">
            {says(line)}
          </span>
          <span className="text-end font-medium tabular-nums">
            {formatSigned(line.amount_minor, line.currency)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whose each cent of a sale is: 19.00 = 13.30 + 5.70. The books say it; nothing is calculated here. */
export function divisionOf({ sale, currency, amount_minor }: EarningLine): string | null {
  if (sale === null) return null;
  const say = (minor: number) => formatMinor(minor, currency);
  const passed = sale.royalties_minor === 0 ? '' : ` + ${say(sale.royalties_minor)} makers before you`;
  // What the buyer paid to the state on top of the price; it is nobody's part.
  const tax = sale.tax_minor === 0 ? '' : `, and ${say(sale.tax_minor)} tax on top`;
  return `${say(sale.gross_minor)} = ${say(amount_minor)} you + ${say(sale.platform_minor)} platform${passed}${tax}`;
}
