'use client';

import { Button, EmptyState, Panel, PanelHeader, Skeleton } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PackageOpen } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { ExportRow } from './export-row.tsx';

const ExportDialog = dynamic(() => import('./export-dialog.tsx').then((module) => module.ExportDialog));

/** Something is under way: look again soon. */
const lookAgainMs = 1_500;

export function ExportPanel() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const exports = useQuery(
    trpc.privacy.exports.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? lookAgainMs : false),
    }),
  );
  const start = useMutation(
    trpc.privacy.startExport.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.privacy.exports.pathFilter());
        setAsking(false);
      },
    }),
  );
  const items = exports.data?.items ?? [];
  const busy = items.some(isUnderWay);
  return (
    <Panel aria-label="Your data" aria-busy={exports.isPending}>
      <PanelHeader
        title="Your data"
        description="One archive with everything that you have"
        actions={
          <Button disabled={busy || exports.isPending} onClick={() => setAsking(true)}>
            Export my data
          </Button>
        }
      />
      {exports.isPending ? (
        <div role="status" aria-label="Loading the exports" className="flex flex-col gap-3 p-4">
          <Skeleton className="h-10" />
        </div>
      ) : null}
      {exports.isError && exports.data === undefined ? (
        <ApiErrorState
          error={exports.error}
          title="The exports could not be loaded"
          onRetry={() => exports.refetch()}
        />
      ) : null}
      {exports.data && items.length === 0 ? (
        <EmptyState
          icon={PackageOpen}
          title="No export yet"
          description="A zip file with a description of its layout: profile, agents and their versions, runs with events and receipts, documents, keys without their secrets. You can download it for seven days."
        />
      ) : null}
      {items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((one) => (
            <ExportRow key={one.id} item={one} />
          ))}
        </ul>
      ) : null}
      {asking ? (
        <ExportDialog
          pending={start.isPending}
          error={start.isError ? start.error : null}
          onStart={(whole_teams) => start.mutate({ whole_teams })}
          onClose={() => {
            setAsking(false);
            start.reset();
          }}
        />
      ) : null}
    </Panel>
  );
}

function isUnderWay({ status }: { status: string }): boolean {
  return status === 'queued' || status === 'running';
}
