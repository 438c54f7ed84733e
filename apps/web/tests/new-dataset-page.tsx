'use client';

import { isId } from '@agent-factory/contracts';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';

const DatasetEditor = dynamic(() => import('./dataset-editor.tsx').then((module) => module.DatasetEditor), {
  loading: () => <PanelsSkeleton label="Loading the form" />,
});

export function NewDatasetPage() {
  const agent = useSearchParams().get('agent');
  return (
    <Page
      title="New dataset"
      description="Cases that an agent is tried on. Each save is a version that stays."
    >
      <DatasetEditor dataset={null} agentId={isId('agent', agent) ? agent : null} />
    </Page>
  );
}
