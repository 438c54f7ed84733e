'use client';

import { useQuery } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ListPanel } from '../lists/list-panel.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ProviderKey } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { ProviderKeyRow } from './provider-key-row.tsx';

const AddProviderKeyDialog = dynamic(() =>
  import('./add-provider-key-dialog.tsx').then((module) => module.AddProviderKeyDialog),
);
const RotateProviderKeyDialog = dynamic(() =>
  import('./rotate-provider-key-dialog.tsx').then((module) => module.RotateProviderKeyDialog),
);

export function ProviderKeysPanel() {
  const say = useWords('keys');
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
      title={say('providerKeys')}
      description={say('usedBefore')}
      noun={{
        loading: say('loadingProviderKeys'),
        failed: say('providerKeysFailed'),
        none: say('noProviderKeys'),
      }}
      query={keys}
      items={items}
      add={{
        label: say('addProviderKey'),
        onAdd: () => router.replace('/settings/keys?add=1', { scroll: false }),
      }}
      empty={{
        icon: PlugZap,
        description: say('providerKeysHint'),
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
