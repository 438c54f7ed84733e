'use client';

import type { TestRunId } from '@agent-factory/contracts';
import { buttonStyles, Skeleton } from '@agent-factory/ui';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { isOver } from './is-over.ts';

const TestRunView = dynamic(() => import('./test-run-view.tsx').then((module) => module.TestRunView), {
  loading: () => <TestRunSkeleton />,
});

/** One test run, live until it has ended. */
export function TestRunPage({ runId }: { runId: TestRunId }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const run = useQuery(
    trpc.tests.status.queryOptions(
      { run_id: runId },
      {
        // The stream says how far it is; this is for a stream that could not be opened.
        refetchInterval: (query) => (query.state.data && isOver(query.state.data) ? false : 5_000),
      },
    ),
  );
  const going = run.data !== undefined && !isOver(run.data);
  useSubscription(
    trpc.tests.watch.subscriptionOptions(going ? { run_id: runId } : skipToken, {
      onData: ({ data }) => {
        queryClient.setQueryData(trpc.tests.status.queryKey({ run_id: runId }), data.run);
        void queryClient.invalidateQueries(trpc.tests.ofRun.pathFilter());
      },
    }),
  );
  if (run.isError && run.data === undefined) {
    const missing = apiFailure(run.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={run.error}
        {...(missing
          ? { description: 'It may have been deleted, or belong to a team that you are not in.' }
          : { onRetry: () => run.refetch() })}
        title={missing ? 'There is no such test run' : 'The test run could not be loaded'}
        action={
          <Link href="/tests" className={buttonStyles({ variant: 'secondary' })}>
            All tests
          </Link>
        }
      />
    );
  }
  return run.data === undefined ? <TestRunSkeleton /> : <TestRunView run={run.data} />;
}

function TestRunSkeleton() {
  return (
    <div aria-busy="true" className="mx-auto w-full max-w-[1440px] px-4 py-6 md:px-6">
      <span className="sr-only">Loading the test run</span>
      <Skeleton className="h-7 w-56" />
      <Skeleton className="mt-1 mb-5 h-5 w-72" />
      <Skeleton className="mb-5 h-24 rounded-md" />
      <Skeleton className="h-64 rounded-md" />
    </div>
  );
}
