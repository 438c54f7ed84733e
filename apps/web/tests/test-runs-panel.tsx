'use client';

import type { AgentId } from '@agent-factory/contracts';
import { Button, buttonStyles, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FlaskConical, GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import { isOver } from './is-over.ts';
import { TestRunRows } from './test-run-rows.tsx';

export interface TestRunsPanelProps {
  agentId: AgentId | undefined;
  titles: ReadonlyMap<string, string>;
  onRun: () => void;
}

/** The team's test runs, or one agent's; two that are ticked can be held against each other. */
export function TestRunsPanel({ agentId, titles, onRun }: TestRunsPanelProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const filter = agentId === undefined ? {} : { agent_id: agentId };
  const runs = useInfiniteQuery({
    queryKey: trpc.tests.runs.infiniteQueryKey(filter),
    queryFn: ({ pageParam, signal }) =>
      client.tests.runs.query(
        { limit: 20, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ items }) => items.some((run) => !isOver(run))) ? 2_000 : false,
  });
  const items = runs.data?.pages.flatMap((page) => page.items);
  const [after, before] = chosen
    .map((id) => items?.findIndex(({ run_id }) => run_id === id) ?? 0)
    .sort(byPlace);
  const [newer, older] = [items?.[after ?? -1], items?.[before ?? -1]];
  return (
    <Panel aria-label="Test runs" aria-busy={runs.isPending}>
      <PanelHeader
        title="Test runs"
        description="Tick two to compare them"
        actions={
          newer && older ? (
            <Link
              href={`/tests/compare?before=${older.run_id}&after=${newer.run_id}`}
              className={buttonStyles({ size: 'sm' })}
            >
              <GitCompareArrows aria-hidden="true" />
              Compare
            </Link>
          ) : null
        }
      />
      {runs.isPending ? <RowsSkeleton label="Loading the test runs" /> : null}
      {runs.isError && items === undefined ? (
        <ApiErrorState
          error={runs.error}
          title="The test runs could not be loaded"
          onRetry={() => runs.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={FlaskConical}
          title="No test runs yet"
          description="Run the tests that an agent’s spec declares, or those of a dataset: each several times, so that luck is told apart from skill."
          action={
            <Button variant="primary" onClick={onRun}>
              Run tests
            </Button>
          }
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <TestRunRows
          runs={items}
          titles={titles}
          chosen={chosen}
          onChoose={(id) =>
            setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen.slice(-1), id])
          }
          onMore={runs.hasNextPage ? () => void runs.fetchNextPage() : undefined}
          loadingMore={runs.isFetchingNextPage}
        />
      ) : null}
    </Panel>
  );
}

function byPlace(a: number, b: number): number {
  return a - b;
}
