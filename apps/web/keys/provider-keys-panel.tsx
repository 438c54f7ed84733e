'use client';

import { useQuery } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ListPanel } from '../lists/list-panel.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ProviderKey } from '../trpc/outputs.ts';
import { ProviderKeyRow } from './provider-key-row.tsx';

const AddProviderKeyDialog = dynamic(() =>
  import('./add-provider-key-dialog.tsx').then((module) => module.AddProviderKeyDialog),
);
const RotateProviderKeyDialog = dynamic(() =>
  import('./rotate-provider-key-dialog.tsx').then((module) => module.RotateProviderKeyDialog),
);

export function ProviderKeysPanel() {
  const trpc = useTRPC();
  const router = useRouter();
  const adding = useSearchParams().has('add');
  const keys = useQuery(trpc.providerKeys.list.queryOptions());
  const [rotating, setRotating] = useState<ProviderKey | null>(null);
  const items = keys.data?.items;
  const vendors = keys.data?.vendors ?? [];
  const titleOf = (vendor: string) => vendors.find(({ id }) => id === vendor)?.title ?? vendor;

  return (
    <ListPanel
      title="Provider keys"
      description="Used before the platform’s"
      noun="provider keys"
      query={keys}
      items={items}
      add={{
        label: 'Add provider key',
        onAdd: () => router.replace('/settings/keys?add=1', { scroll: false }),
      }}
      empty={{
        icon: PlugZap,
        description:
          'Bring your own account with OpenAI, Anthropic and others. A key is tested when you add it, stored encrypted, and never shown again.',
      }}
      row={(key) => (
        <ProviderKeyRow
          key={key.id}
          providerKey={key}
          vendorTitle={titleOf(key.vendor)}
          onRotate={() => setRotating(key)}
        />
      )}
    >
      {adding && keys.isSuccess ? (
        <AddProviderKeyDialog
          vendors={vendors}
          onClose={() => router.replace('/settings/keys', { scroll: false })}
        />
      ) : null}
      {rotating ? <RotateProviderKeyDialog providerKey={rotating} onClose={() => setRotating(null)} /> : null}
    </ListPanel>
  );
}
