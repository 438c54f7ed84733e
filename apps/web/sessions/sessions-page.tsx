'use client';

import { Panel, Skeleton } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';

const SessionsPanel = dynamic(() => import('./sessions-panel.tsx').then((module) => module.SessionsPanel), {
  // Rendered by the browser alone, the panel's scripts come after the page's own.
  ssr: false,
  loading: () => (
    <Panel className="p-4">
      <Skeleton className="h-32" />
    </Panel>
  ),
});

export function SessionsPage() {
  return (
    <Page
      title="Sessions"
      description="Where you are signed in. End what you do not know, then change your password."
    >
      <SessionsPanel />
    </Page>
  );
}
