'use client';

import { Dialog, DialogContent, RelativeTime, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { shortId } from '../runs/short-id.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Trigger } from '../trpc/outputs.ts';
import { verdictWords } from './trigger-words.ts';

/** The last calls of a trigger and what became of them. */
export function DeliveriesDialog({ trigger, onClose }: { trigger: Trigger; onClose: () => void }) {
  const trpc = useTRPC();
  const deliveries = useQuery(trpc.triggers.deliveries.queryOptions({ id: trigger.id }));
  const items = deliveries.data?.items;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Calls of ${trigger.name}`}
        description="The last ones, newest first. Bodies are not kept."
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section aria-label="Calls" tabIndex={0} className="mt-3 min-h-40 overflow-y-auto border-t">
          {deliveries.isPending ? <Skeleton className="m-5 h-24" /> : null}
          {deliveries.isError ? (
            <ApiErrorState
              error={deliveries.error}
              title="The calls could not be loaded"
              onRetry={() => deliveries.refetch()}
            />
          ) : null}
          {items?.length === 0 ? <p className="p-5 text-muted text-sm">Nobody has called it yet.</p> : null}
          <ul className="divide-y divide-border">
            {items?.map((call, index) => (
              <li key={`${call.at} ${index}`} className="flex flex-col gap-0.5 px-5 py-2.5 text-sm">
                <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <span className={call.run_id === null && call.verdict !== 'pinged' ? 'text-danger' : ''}>
                    It {verdictWords[call.verdict]}
                  </span>
                  <RelativeTime iso={call.at} className="text-muted text-xs" />
                </span>
                <span className="flex flex-wrap gap-x-3 text-muted text-xs">
                  {call.run_id === null ? null : (
                    <Link href={`/runs/${call.run_id}`} className="font-mono text-accent hover:underline">
                      {shortId(call.run_id)}
                    </Link>
                  )}
                  {call.delivery_id === null ? null : (
                    <code className="truncate font-mono">{call.delivery_id}</code>
                  )}
                  <span>{call.size_bytes} bytes</span>
                </span>
                {call.message === null ? null : <span className="text-xs">{call.message}</span>}
              </li>
            ))}
          </ul>
        </section>
      </DialogContent>
    </Dialog>
  );
}
