'use client';

import { Button, EmptyState, Panel, PanelHeader, Select } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { TestRun } from '../trpc/outputs.ts';
import { CaseRow } from './case-row.tsx';
import { verdictLabel } from './verdict-chip.tsx';

const all = 'all';
const verdicts = ['pass', 'fail', 'error', 'inconclusive'] as const;
const pageSize = 50;

/** The tests of a run, one a row; filter and opened test stand in the address. */
export function CasesPanel({ run, over }: { run: TestRun; over: boolean }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const search = useSearchParams();
  const verdict = verdicts.find((value) => value === search.get('verdict'));
  const filter = { run_id: run.run_id, ...(verdict ? { verdict } : {}) };
  const tests = useInfiniteQuery({
    queryKey: [...trpc.tests.ofRun.queryKey(filter), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.tests.ofRun.query({ ...filter, limit: pageSize, offset: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, limit, total }) => (offset + limit < total ? offset + limit : undefined),
    refetchInterval: over ? false : 5_000,
  });
  const items = tests.data?.pages.flatMap((page) => page.items);

  function go(key: 'verdict' | 'test', value: string | null): void {
    const query = new URLSearchParams(search);
    if (value === null) query.delete(key);
    else query.set(key, value);
    const text = query.toString();
    router.replace(`/tests/runs/${run.run_id}${text === '' ? '' : `?${text}`}`, { scroll: false });
  }

  return (
    <Panel aria-label="Tests" aria-busy={tests.isPending}>
      <PanelHeader
        title="Tests"
        description="Open one for its trials"
        actions={
          <Select
            size="sm"
            aria-label="Verdict"
            value={verdict ?? all}
            onValueChange={(value) => go('verdict', value === all ? null : value)}
            options={[
              { value: all, label: 'Any verdict' },
              ...verdicts.map((value) => ({ value, label: verdictLabel(value) })),
            ]}
          />
        }
      />
      {tests.isPending ? <RowsSkeleton label="Loading the tests" /> : null}
      {tests.isError && items === undefined ? (
        <ApiErrorState
          error={tests.error}
          title="The tests could not be loaded"
          onRetry={() => tests.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={ListFilter}
          title="None like that"
          description="No test of this run has that verdict."
          action={<Button onClick={() => go('verdict', null)}>Show all</Button>}
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((test) => {
            const open = search.get('test') === test.test_id;
            return (
              <CaseRow
                key={test.test_id}
                test={test}
                open={open}
                over={over}
                onOpen={() => go('test', open ? null : test.test_id)}
              />
            );
          })}
        </ul>
      ) : null}
      {tests.hasNextPage ? (
        <div className="border-t p-2">
          <Button
            variant="ghost"
            className="w-full"
            loading={tests.isFetchingNextPage}
            onClick={() => tests.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
