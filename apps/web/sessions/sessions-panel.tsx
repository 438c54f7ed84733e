'use client';

import { Button, Panel, PanelHeader, Skeleton, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { EndOthersDialog } from './end-others-dialog.tsx';
import { SessionRow } from './session-row.tsx';

export function SessionsPanel() {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [ending, setEnding] = useState(false);
  const sessions = useQuery(trpc.sessions.list.queryOptions());
  const refetch = () => queryClient.invalidateQueries(trpc.sessions.list.pathFilter());
  const revoke = useMutation(
    trpc.sessions.revoke.mutationOptions({
      onSuccess: () => toast({ title: 'The session was ended' }),
      onError: (error) =>
        toast({ title: 'The session could not be ended', description: apiFailure(error).message }),
      onSettled: refetch,
    }),
  );
  const items = sessions.data?.items ?? [];
  const elsewhere = sessions.data?.complete === false || items.some(({ current }) => !current);

  return (
    <Panel aria-label="Sessions" aria-busy={sessions.isPending}>
      <PanelHeader
        title="Signed in"
        description="Whoever is ended here is out within two seconds"
        actions={elsewhere ? <Button onClick={() => setEnding(true)}>End all others</Button> : null}
      />
      {sessions.isPending ? (
        <div role="status" aria-label="Loading the sessions" className="flex flex-col gap-3 p-4">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      ) : null}
      {sessions.isError && sessions.data === undefined ? (
        <ApiErrorState
          error={sessions.error}
          title="The sessions could not be loaded"
          onRetry={() => sessions.refetch()}
        />
      ) : null}
      {items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              ending={revoke.isPending && revoke.variables?.id === session.id}
              onEnd={() => revoke.mutate({ id: session.id })}
            />
          ))}
        </ul>
      ) : null}
      {sessions.data && !elsewhere ? (
        <p className="border-t px-4 py-2.5 text-muted text-xs">You are signed in nowhere else.</p>
      ) : null}
      {sessions.data?.complete === false ? (
        <p className="px-4 py-3 text-muted text-sm">
          Sessions are kept by Supabase Auth here, which lists them to nobody. You can end all others at once.
        </p>
      ) : null}
      {ending ? (
        <EndOthersDialog
          onClose={() => setEnding(false)}
          onDone={() => {
            setEnding(false);
            toast({ title: 'All other sessions were ended' });
            return refetch();
          }}
        />
      ) : null}
    </Panel>
  );
}
