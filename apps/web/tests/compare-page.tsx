'use client';

import type { TestRunId } from '@agent-factory/contracts';
import { buttonStyles } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const ComparisonView = dynamic(
  () => import('./comparison-view.tsx').then((module) => module.ComparisonView),
  {
    loading: () => <PanelsSkeleton label="Loading the comparison" />,
  },
);

/** Two test runs: what changed in the spec, and what in how the agent behaves, on one screen. */
export function ComparePage({ before, after }: { before: TestRunId; after: TestRunId }) {
  const trpc = useTRPC();
  const compared = useQuery(trpc.testEvidence.compare.queryOptions({ before, after }));
  const missing = compared.isError && apiFailure(compared.error).code === 'not_found';
  return (
    <Page
      title="Compare"
      description="The older run on the left, the newer one held against it."
      actions={
        <Link
          href={`/tests/compare?before=${after}&after=${before}`}
          className={buttonStyles({ variant: 'ghost' })}
        >
          Swap
        </Link>
      }
    >
      {compared.isPending ? <PanelsSkeleton label="Loading the comparison" /> : null}
      {compared.isError && compared.data === undefined ? (
        <ApiErrorState
          error={compared.error}
          title={missing ? 'One of these test runs is not there' : 'The runs could not be compared'}
          {...(missing ? {} : { onRetry: () => compared.refetch() })}
          action={
            <Link href="/tests" className={buttonStyles({ variant: 'secondary' })}>
              All tests
            </Link>
          }
        />
      ) : null}
      {compared.data ? <ComparisonView of={compared.data} /> : null}
    </Page>
  );
}
