'use client';

import type { InvoiceView } from '@agent-factory/contracts';
import {
  EmptyState,
  Panel,
  PanelHeader,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { formatMinor } from './format-minor.ts';
import { sayDay } from './plan-words.ts';

/** Every invoice of the team's subscription, newest first. */
export function InvoicesPanel({ enabled }: { enabled: boolean }) {
  const trpc = useTRPC();
  const invoices = useQuery(trpc.billing.invoices.queryOptions(undefined, { enabled }));
  const items = enabled ? invoices.data?.items : [];
  return (
    <Panel aria-label="Invoices" aria-busy={enabled && invoices.isPending}>
      <PanelHeader title="Invoices" />
      {enabled && invoices.isPending ? <RowsSkeleton label="Loading the invoices" /> : null}
      {invoices.isError && items === undefined ? (
        <ApiErrorState
          error={invoices.error}
          title="The invoices could not be loaded"
          onRetry={() => invoices.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={ReceiptText}
          title="No invoices"
          description="There is one for each payment of a plan."
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <Table aria-label="Invoices">
          <TableHead>
            <TableRow>
              <TableHeaderCell>Date</TableHeaderCell>
              <TableHeaderCell>Number</TableHeaderCell>
              <TableHeaderCell>State</TableHeaderCell>
              <TableHeaderCell className="text-end">Amount</TableHeaderCell>
              <TableHeaderCell className="text-end">Files</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {items.map((invoice) => (
              <Row key={invoice.id} invoice={invoice} />
            ))}
          </TableBody>
        </Table>
      ) : null}
    </Panel>
  );
}

function Row({ invoice }: { invoice: InvoiceView }) {
  const { number, status, total_minor, tax_minor, currency, created_at, url, pdf_url } = invoice;
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap tabular-nums">{sayDay(created_at)}</TableCell>
      <TableCell className="whitespace-nowrap font-mono text-xs">{number ?? '–'}</TableCell>
      <TableCell className={status === 'open' ? 'text-warning' : ''}>{status}</TableCell>
      <TableCell className="whitespace-nowrap text-end tabular-nums">
        {formatMinor(total_minor, currency)}
        {tax_minor === 0 ? null : (
          <span className="block text-muted text-xs">of it tax: {formatMinor(tax_minor, currency)}</span>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-end text-sm">
        {url === null ? null : <Out href={url}>{status === 'open' ? 'Pay' : 'Open'}</Out>}
        {pdf_url === null ? null : <Out href={pdf_url}>PDF</Out>}
      </TableCell>
    </TableRow>
  );
}

function Out({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="ms-3 text-accent underline-offset-2 hover:underline"
    >
      {children}
    </a>
  );
}
