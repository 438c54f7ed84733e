'use client';

import type { Receipt } from '@agent-factory/contracts';
import { Button } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPCClient } from '../trpc/context.ts';

/** Reads the run's log and compares it with the receipt, here in the browser. */
export function LogCheck({ receipt }: { receipt: Receipt }) {
  const client = useTRPCClient();
  const check = useMutation({
    mutationFn: async (): Promise<'same' | 'other' | 'unsupported'> => {
      const [{ items }, { chainHead }] = await Promise.all([
        client.runs.events.query({ run_id: receipt.run.id }),
        import('./chain-head.ts'),
      ]);
      const head = await chainHead(items);
      if (head === null) return 'unsupported';
      return head === receipt.events.head && items.length === receipt.events.count ? 'same' : 'other';
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button size="sm" loading={check.isPending} onClick={() => check.mutate()}>
        Compare with the log
      </Button>
      <p role="status" className="flex min-w-0 items-center gap-1.5 text-xs">
        {check.data === 'same' ? (
          <>
            <CircleCheck aria-hidden="true" className="size-3.5 shrink-0 text-positive" />
            <span>The log is the one that was signed.</span>
          </>
        ) : null}
        {check.data === 'other' ? (
          <>
            <CircleX aria-hidden="true" className="size-3.5 shrink-0 text-danger" />
            <span className="text-danger">The log is not the one that was signed.</span>
          </>
        ) : null}
        {check.data === 'unsupported' ? <span>This browser cannot compute SHA-256 here.</span> : null}
        {check.isError ? <span className="text-danger">{apiFailure(check.error).message}</span> : null}
      </p>
    </div>
  );
}
