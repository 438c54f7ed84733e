'use client';

import { Button, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { KeyRowsSkeleton } from '../keys/key-rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { TriggerSecret } from '../trpc/outputs.ts';
import { TriggerRow } from './trigger-row.tsx';

const TriggerDialog = dynamic(() => import('./trigger-dialog.tsx').then((module) => module.TriggerDialog));
const SecretDialog = dynamic(() => import('./secret-dialog.tsx').then((module) => module.SecretDialog));
const CallDialog = dynamic(() => import('./call-dialog.tsx').then((module) => module.CallDialog));
const DeliveriesDialog = dynamic(() =>
  import('./deliveries-dialog.tsx').then((module) => module.DeliveriesDialog),
);

const here = '/schedules?tab=triggers';
const refreshMs = 15_000;

export function TriggersPanel({ mayEdit, apiUrl }: { mayEdit: boolean; apiUrl: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const search = useSearchParams();
  const triggers = useQuery(trpc.triggers.list.queryOptions(undefined, { refetchInterval: refreshMs }));
  /** Shown until it is closed, and nowhere else. */
  const [made, setMade] = useState<TriggerSecret | null>(null);
  const items = triggers.data?.items;
  const named = (key: string) => items?.find(({ id }) => id === search.get(key)) ?? null;
  const [changing, calling, logged] = [named('change'), named('call'), named('log')];
  const open = (query: string) => router.replace(`${here}&${query}`, { scroll: false });
  const close = () => router.replace(here, { scroll: false });
  const add = mayEdit ? (
    <Button variant={items?.length === 0 ? 'primary' : 'secondary'} onClick={() => open('add=1')}>
      <Plus aria-hidden="true" />
      New trigger
    </Button>
  ) : undefined;

  return (
    <Panel aria-label="Triggers" aria-busy={triggers.isPending}>
      <PanelHeader
        title="Triggers"
        description="An address each, and a secret that calls are signed with; a call that comes twice runs once"
        actions={items && items.length > 0 ? add : null}
      />
      {triggers.isPending ? <KeyRowsSkeleton label="Loading the triggers" /> : null}
      {triggers.isError && items === undefined ? (
        <ApiErrorState
          error={triggers.error}
          title="The triggers could not be loaded"
          onRetry={() => triggers.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={Webhook}
          title="No triggers"
          description="Let GitHub, your shop or any program start an agent by a signed call, and hand it what happened."
          action={add}
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((trigger) => (
            <TriggerRow
              key={trigger.id}
              trigger={trigger}
              url={`${apiUrl}${trigger.path}`}
              mayEdit={mayEdit}
              onOpen={(what) => open(`${what}=${trigger.id}`)}
              onRotated={setMade}
            />
          ))}
        </ul>
      ) : null}
      {mayEdit && (search.has('add') || changing) ? (
        <TriggerDialog
          trigger={changing}
          onClose={close}
          onMade={(secret) => {
            close();
            setMade(secret);
          }}
        />
      ) : null}
      {made ? <SecretDialog trigger={made} apiUrl={apiUrl} onClose={() => setMade(null)} /> : null}
      {calling ? <CallDialog trigger={calling} apiUrl={apiUrl} onClose={close} /> : null}
      {logged ? <DeliveriesDialog trigger={logged} onClose={close} /> : null}
    </Panel>
  );
}
