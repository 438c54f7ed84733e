'use client';

import { buttonStyles } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Dataset } from '../trpc/outputs.ts';
import { DatasetEditor } from './dataset-editor.tsx';
import { readAllCases } from './read-all-cases.ts';

/** The newest version's cases in the editor. */
export function DatasetChange({ dataset }: { dataset: Dataset }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { id, version } = dataset;
  const cases = useQuery({
    queryKey: [...trpc.datasets.cases.queryKey({ id, version }), 'all'],
    queryFn: ({ signal }) => readAllCases(client, { id, version }, signal),
    // A version never changes, and what is being written must not be replaced.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page
      title={`Change ${dataset.name}`}
      description={`From version ${version}, which stays as it is.`}
      actions={
        <Link href={`/tests/datasets/${id}`} className={buttonStyles({ variant: 'ghost' })}>
          Cancel
        </Link>
      }
    >
      {cases.isPending ? <PanelsSkeleton label="Loading the cases" /> : null}
      {cases.isError ? (
        <ApiErrorState
          error={cases.error}
          title="The cases could not be loaded"
          onRetry={() => cases.refetch()}
        />
      ) : null}
      {cases.data ? <DatasetEditor dataset={{ ...dataset, cases: cases.data }} agentId={null} /> : null}
    </Page>
  );
}
