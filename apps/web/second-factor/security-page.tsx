'use client';

import { Panel, Skeleton } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';

const loading = () => (
  <Panel className="p-4">
    <Skeleton className="h-24" />
  </Panel>
);
const SecondFactorPanel = dynamic(
  () => import('./second-factor-panel.tsx').then((module) => module.SecondFactorPanel),
  { loading, ssr: false },
);
const TeamDemandPanel = dynamic(
  () => import('./team-demand-panel.tsx').then((module) => module.TeamDemandPanel),
  { loading, ssr: false },
);

export function SecurityPage() {
  return (
    <Page title="Security" description="What it takes to sign in as you, and what your team asks for.">
      <div className="flex flex-col gap-6">
        <SecondFactorPanel />
        <TeamDemandPanel />
      </div>
    </Page>
  );
}
