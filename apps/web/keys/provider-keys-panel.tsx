'use client';

import { Button, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { PlugZap, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ProviderKey } from '../trpc/outputs.ts';
import { KeyRowsSkeleton } from './key-rows-skeleton.tsx';
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
  const add = (
    <Button
      variant={items?.length === 0 ? 'primary' : 'secondary'}
      onClick={() => router.replace('/settings/keys?add=1', { scroll: false })}
    >
      <Plus aria-hidden="true" />
      Add provider key
    </Button>
  );

  return (
    <Panel aria-label="Provider keys" aria-busy={keys.isPending}>
      <PanelHeader
        title="Provider keys"
        description="Used before the platform’s"
        actions={items && items.length > 0 ? add : null}
      />
      {keys.isPending ? <KeyRowsSkeleton label="Loading the provider keys" /> : null}
      {keys.isError && items === undefined ? (
        <ApiErrorState
          error={keys.error}
          title="The provider keys could not be loaded"
          onRetry={() => keys.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={PlugZap}
          title="No provider keys"
          description="Bring your own account with OpenAI, Anthropic and others. A key is tested when you add it, stored encrypted, and never shown again."
          action={add}
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((key) => (
            <ProviderKeyRow
              key={key.id}
              providerKey={key}
              vendorTitle={titleOf(key.vendor)}
              onRotate={() => setRotating(key)}
            />
          ))}
        </ul>
      ) : null}
      {adding && keys.isSuccess ? (
        <AddProviderKeyDialog
          vendors={vendors}
          onClose={() => router.replace('/settings/keys', { scroll: false })}
        />
      ) : null}
      {rotating ? <RotateProviderKeyDialog providerKey={rotating} onClose={() => setRotating(null)} /> : null}
    </Panel>
  );
}
