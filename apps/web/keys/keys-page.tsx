'use client';

import { EmptyState, Panel } from '@agent-factory/ui';
import { Lock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { roleNames } from '../teams/role-names.ts';
import { useWords } from '../words/words-context.ts';

// Fetched after the page.
const ApiKeysPanel = dynamic(() => import('./api-keys-panel.tsx').then((module) => module.ApiKeysPanel), {
  ssr: false,
  loading: () => (
    <Panel>
      <LoadingRows what="loadingApiKeys" />
    </Panel>
  ),
});
const ProviderKeysPanel = dynamic(
  () => import('./provider-keys-panel.tsx').then((module) => module.ProviderKeysPanel),
  {
    ssr: false,
    loading: () => (
      <Panel>
        <LoadingRows what="loadingProviderKeys" />
      </Panel>
    ),
  },
);

function LoadingRows({ what }: { what: 'loadingApiKeys' | 'loadingProviderKeys' }) {
  return <RowsSkeleton label={useWords('keys')(what)} />;
}

export function KeysPage() {
  const say = useWords('keys');
  const sayPart = useWords('parts');
  const { me } = useFrame();
  const allowed = me.team.role === 'owner' || me.team.role === 'admin';
  return (
    <Page title={say('title')} description={say('description')}>
      {allowed ? (
        <div className="flex flex-col gap-6">
          <ApiKeysPanel />
          <ProviderKeysPanel />
        </div>
      ) : (
        <Panel>
          <EmptyState
            icon={Lock}
            title={say('adminsAlone')}
            description={say('adminsAloneHint', {
              team: me.team.name,
              role: sayPart(roleNames[me.team.role]),
            })}
          />
        </Panel>
      )}
    </Page>
  );
}
