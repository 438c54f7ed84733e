'use client';

import type { RunId } from '@agent-factory/contracts';
import { buttonStyles, Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect } from 'react';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const loadSheet = () => import('./receipt-sheet.tsx').then((module) => module.ReceiptSheet);
const ReceiptSheet = dynamic(loadSheet, { loading: () => <ReceiptSkeleton /> });
const loadActions = () => import('./receipt-actions.tsx').then((module) => module.ReceiptActions);
const ReceiptActions = dynamic(loadActions, { loading: () => <Skeleton className="h-8 w-56" /> });

export function ReceiptPage({ runId }: { runId: RunId }) {
  const trpc = useTRPC();
  // Fetched beside the receipt itself, so that they are there when it is.
  useEffect(() => {
    void loadSheet();
    void loadActions();
  }, []);
  // Never changes once it is there.
  const receipt = useQuery(
    trpc.runs.receipt.queryOptions({ run_id: runId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const keys = useQuery(trpc.runs.receiptKeys.queryOptions(undefined, { staleTime: 300_000 }));
  if (receipt.isError && receipt.data === undefined) {
    const missing = apiFailure(receipt.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={receipt.error}
        title={missing ? 'There is no receipt here' : 'The receipt could not be loaded'}
        {...(missing ? {} : { onRetry: () => receipt.refetch() })}
        action={
          <Link href={`/runs/${runId}`} className={buttonStyles({ variant: 'secondary' })}>
            Back to the run
          </Link>
        }
      />
    );
  }
  return (
    <Page
      title="Receipt"
      description="What this run did, signed when it ended. It holds hashes, no content."
      className="max-w-[53rem]"
      actions={receipt.data ? <ReceiptActions receipt={receipt.data} /> : <Skeleton className="h-8 w-56" />}
    >
      {receipt.data ? (
        <ReceiptSheet
          receipt={receipt.data}
          keys={keys.data}
          keysFailed={keys.isError}
          onRetry={() => keys.refetch()}
        />
      ) : (
        <ReceiptSkeleton />
      )}
    </Page>
  );
}

function ReceiptSkeleton() {
  return (
    <Panel aria-busy="true" className="px-5 py-6 sm:px-8 sm:py-8">
      <span className="sr-only">Loading the receipt</span>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-2 h-7 w-56" />
      <Skeleton className="mt-3 h-6 w-40" />
      <Skeleton className="mt-6 h-[3.75rem] w-full rounded-md" />
      <Skeleton className="mt-8 h-64 w-full rounded-md" />
    </Panel>
  );
}
