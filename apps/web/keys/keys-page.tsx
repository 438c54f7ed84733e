'use client';

import { EmptyState, Panel } from '@agent-factory/ui';
import { Lock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';

// Fetched after the page.
const ApiKeysPanel = dynamic(() => import('./api-keys-panel.tsx').then((module) => module.ApiKeysPanel), {
  ssr: false,
  loading: () => (
    <Panel>
      <RowsSkeleton label="Loading API keys" />
    </Panel>
  ),
});
const ProviderKeysPanel = dynamic(
  () => import('./provider-keys-panel.tsx').then((module) => module.ProviderKeysPanel),
  {
    ssr: false,
    loading: () => (
      <Panel>
        <RowsSkeleton label="Loading provider keys" />
      </Panel>
    ),
  },
);

export function KeysPage() {
  const { me } = useFrame();
  const allowed = me.team.role === 'owner' || me.team.role === 'admin';
  return (
    <Page
      title="Keys"
      description="API keys let your programs in. Provider keys are your own accounts with model vendors."
    >
      {allowed ? (
        <div className="flex flex-col gap-6">
          <ApiKeysPanel />
          <ProviderKeysPanel />
        </div>
      ) : (
        <Panel>
          <EmptyState
            icon={Lock}
            title="Keys are for owners and admins"
            description={`Your role in ${me.team.name} is ${me.team.role}. Ask an owner or admin of the team to make a key for you.`}
          />
        </Panel>
      )}
    </Page>
  );
}
