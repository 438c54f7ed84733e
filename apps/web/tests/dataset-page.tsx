'use client';

import type { DatasetId } from '@agent-factory/contracts';
import { buttonStyles } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const DatasetView = dynamic(() => import('./dataset-view.tsx').then((module) => module.DatasetView), {
  loading: () => <PanelsSkeleton label="Loading the cases" />,
});
const DatasetChange = dynamic(() => import('./dataset-change.tsx').then((module) => module.DatasetChange), {
  loading: () => <PanelsSkeleton label="Loading the form" />,
});

/** A dataset at one of its versions; whether it is being changed stands in the address. */
export function DatasetPage({ datasetId }: { datasetId: DatasetId }) {
  const trpc = useTRPC();
  const search = useSearchParams();
  const version = Number(search.get('version')) || undefined;
  const changing = search.has('edit');
  const newest = useQuery(trpc.datasets.get.queryOptions({ id: datasetId }));
  if (newest.isError && newest.data === undefined) {
    const missing = apiFailure(newest.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={newest.error}
        title={missing ? 'There is no such dataset' : 'The dataset could not be loaded'}
        {...(missing
          ? { description: 'It may have been deleted, or belong to a team that you are not in.' }
          : { onRetry: () => newest.refetch() })}
        action={
          <Link href="/tests" className={buttonStyles({ variant: 'secondary' })}>
            All tests
          </Link>
        }
      />
    );
  }
  if (newest.data === undefined) {
    return (
      <Page title="Dataset">
        <PanelsSkeleton label="Loading the dataset" />
      </Page>
    );
  }
  return changing ? (
    <DatasetChange dataset={newest.data} />
  ) : (
    <DatasetView key={version} dataset={newest.data} version={version ?? newest.data.version} />
  );
}
