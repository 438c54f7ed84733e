'use client';

import type { RunId } from '@agent-factory/contracts';
import { buttonStyles, Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { ReceiptActions } from './receipt-actions.tsx';
import { ReceiptSheet } from './receipt-sheet.tsx';
import { Seal, SealWithoutKeys } from './seal.tsx';

export function ReceiptPage({ runId }: { runId: RunId }) {
  const trpc = useTRPC();
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
      description="What this run did, signed when it ended. It holds no content, only hashes, so you can hand it on."
      className="max-w-[53rem]"
      actions={receipt.data ? <ReceiptActions receipt={receipt.data} /> : null}
    >
      {receipt.data ? (
        <ReceiptSheet
          receipt={receipt.data}
          seal={
            keys.data ? (
              <Seal receipt={receipt.data} keys={keys.data} />
            ) : (
              <SealWithoutKeys failed={keys.isError} onRetry={() => keys.refetch()} />
            )
          }
        />
      ) : (
        <ReceiptSkeleton />
      )}
    </Page>
  );
}

function ReceiptSkeleton() {
  return (
    <Panel aria-busy="true" className="mx-auto w-full max-w-3xl px-5 py-6 sm:px-8 sm:py-8">
      <span className="sr-only">Loading the receipt</span>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-2 h-7 w-56" />
      <Skeleton className="mt-3 h-6 w-40" />
      <Skeleton className="mt-6 h-[3.75rem] w-full rounded-md" />
      <Skeleton className="mt-8 h-64 w-full rounded-md" />
    </Panel>
  );
}
