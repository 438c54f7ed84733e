'use client';

import { Panel, Skeleton } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';

const loading = () => (
  <Panel className="p-4">
    <Skeleton className="h-24" />
  </Panel>
);
const ExportPanel = dynamic(() => import('./export-panel.tsx').then((module) => module.ExportPanel), {
  loading,
  ssr: false,
});
const RetentionPanel = dynamic(
  () => import('./retention-panel.tsx').then((module) => module.RetentionPanel),
  { loading, ssr: false },
);
const AccountPanel = dynamic(() => import('./account-panel.tsx').then((module) => module.AccountPanel), {
  loading,
  ssr: false,
});

export function PrivacyPage() {
  return (
    <Page
      title="Privacy"
      description="What is kept of you and of your team: take it along, limit it, end it."
      className="mx-0 max-w-3xl"
    >
      <div className="flex flex-col gap-6">
        <ExportPanel />
        <RetentionPanel />
        <AccountPanel />
      </div>
    </Page>
  );
}
