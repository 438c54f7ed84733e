'use client';

import { Button, Panel, PanelBody, PanelHeader, Select, Skeleton, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useFrame } from '../frame/frame-context.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const graces = [
  { value: '0', label: 'at once' },
  { value: '1', label: 'after a day' },
  { value: '7', label: 'after 7 days' },
  { value: '30', label: 'after 30 days' },
] as const;
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

/** Whether the team asks a second factor of its members; owners decide. */
export function TeamDemandPanel() {
  const { me } = useFrame();
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const security = useQuery(trpc.teamSecurity.get.queryOptions());
  const [grace, setGrace] = useState('7');
  const set = useMutation(
    trpc.teamSecurity.set.mutationOptions({
      onSuccess: (now) => {
        queryClient.setQueryData(trpc.teamSecurity.get.queryKey(), now);
        toast({
          title: now.second_factor_from === null ? 'Not asked for any more' : 'Asked for from now on',
        });
      },
    }),
  );
  const from = security.data?.second_factor_from ?? null;
  const owner = me.team.role === 'owner';

  return (
    <Panel aria-label="Second factor in this team" aria-busy={security.isPending}>
      <PanelHeader title={`In ${me.team.name}`} description="What the team asks of its members" />
      <PanelBody className="flex flex-col gap-4">
        {security.isPending ? <Skeleton className="h-8" /> : null}
        {security.isError && security.data === undefined ? (
          <ApiErrorState
            error={security.error}
            title="What the team asks for could not be loaded"
            onRetry={() => security.refetch()}
          />
        ) : null}
        {set.isError ? <FormError>{apiFailure(set.error).message}</FormError> : null}
        {security.data ? (
          <p className="text-sm">
            {from === null
              ? 'Members may sign in with one factor.'
              : Date.parse(from) > Date.now()
                ? `From ${day.format(new Date(from))} on, members need a second factor here.`
                : 'Members need a second factor here. Who has none is asked to set one up.'}
          </p>
        ) : null}
        {security.data && owner ? (
          <div className="flex flex-wrap items-center gap-2">
            {from === null ? (
              <>
                <Button
                  loading={set.isPending}
                  onClick={() => set.mutate({ second_factor: 'required', grace_days: Number(grace) })}
                >
                  Ask for a second factor
                </Button>
                <Select aria-label="From when" options={graces} value={grace} onValueChange={setGrace} />
              </>
            ) : (
              <Button loading={set.isPending} onClick={() => set.mutate({ second_factor: 'optional' })}>
                Ask no longer
              </Button>
            )}
          </div>
        ) : null}
        {security.data && !owner ? (
          <p className="text-muted text-xs">Owners of the team decide this.</p>
        ) : null}
      </PanelBody>
    </Panel>
  );
}
