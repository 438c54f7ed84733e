'use client';

import { Button, Panel, RelativeTime } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

/** Whether the log is whole: checked link by link when asked for, and when the page opens. */
export function ChainState() {
  const trpc = useTRPC();
  const verdict = useQuery({ ...trpc.audit.verify.queryOptions(), staleTime: 60_000 });
  const { data } = verdict;
  const again = (
    <Button size="sm" loading={verdict.isFetching} onClick={() => verdict.refetch()}>
      Verify now
    </Button>
  );
  return (
    <Panel aria-label="Whether the log is whole">
      <div className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3" aria-live="polite">
        {data === undefined ? (
          <>
            <ShieldQuestion aria-hidden="true" className="size-5 text-muted" />
            <p className="min-w-0 flex-1 basis-60 text-sm">
              {verdict.isError
                ? `The chain could not be verified. ${apiFailure(verdict.error).message}`
                : 'Verifying the chain…'}
            </p>
          </>
        ) : data.intact ? (
          <>
            <ShieldCheck aria-hidden="true" className="size-5 text-positive" />
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium text-positive text-sm">Chain verified</p>
              <p className="text-muted text-xs">
                {data.entries} {data.entries === 1 ? 'entry' : 'entries'}, none changed, removed, moved or cut
                off · <RelativeTime iso={data.checked_at} /> · head{' '}
                <code className="font-mono" title={data.hash}>
                  {data.hash.slice(0, 12)}
                </code>
              </p>
            </div>
          </>
        ) : (
          <>
            <ShieldAlert aria-hidden="true" className="size-5 text-danger" />
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium text-danger text-sm">The log was tampered with</p>
              <p className="text-xs">{data.fault?.says}</p>
            </div>
          </>
        )}
        {again}
      </div>
    </Panel>
  );
}
