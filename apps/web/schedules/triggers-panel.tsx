'use client';

import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ListPanel } from '../lists/list-panel.tsx';
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

  return (
    <ListPanel
      title="Triggers"
      description="An address each, and a secret that calls are signed with; a call that comes twice runs once"
      noun="triggers"
      query={triggers}
      items={items}
      add={mayEdit ? { label: 'New trigger', onAdd: () => open('add=1') } : undefined}
      empty={{
        icon: Webhook,
        description:
          'Let GitHub, your shop or any program start an agent by a signed call, and hand it what happened.',
      }}
      row={(trigger) => (
        <TriggerRow
          key={trigger.id}
          trigger={trigger}
          url={`${apiUrl}${trigger.path}`}
          mayEdit={mayEdit}
          onOpen={(what) => open(`${what}=${trigger.id}`)}
          onRotated={setMade}
        />
      )}
    >
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
    </ListPanel>
  );
}
