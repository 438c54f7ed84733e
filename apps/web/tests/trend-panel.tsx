'use client';

import type { AgentId } from '@agent-factory/contracts';
import {
  BarChart,
  buttonStyles,
  EmptyState,
  formatMoney,
  Panel,
  PanelBody,
  PanelHeader,
  RelativeTime,
  Select,
} from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, Tags, TrendingUp } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { TestRun } from '../trpc/outputs.ts';
import { percent, Rate } from './rate.tsx';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** How much of the same tests passed, run after run. Only runs of one set of tests stand beside each other. */
export function TrendPanel({ agentId }: { agentId: AgentId }) {
  const trpc = useTRPC();
  const runs = useQuery(trpc.tests.runs.queryOptions({ agent_id: agentId, limit: 100 }));
  const [wanted, setWanted] = useState<string | null>(null);
  const judged = (runs.data?.items ?? []).filter(
    ({ kind, status, pass_rate }) =>
      (kind === 'spec' || kind === 'dataset') && status === 'finished' && pass_rate !== null,
  );
  const names = [...new Set(judged.map(({ name }) => name))];
  const name = names.find((one) => one === wanted) ?? names[0];
  const shown = judged.filter((run) => run.name === name).reverse();
  return (
    <Panel aria-label="Trend" aria-busy={runs.isPending}>
      <PanelHeader
        title="Trend"
        description="Tests that passed, run after run"
        actions={
          <>
            {names.length > 1 ? (
              <Select
                size="sm"
                aria-label="Of which tests"
                className="max-w-40"
                value={name ?? ''}
                onValueChange={setWanted}
                options={names.map((value) => ({ value, label: value }))}
              />
            ) : null}
            <Link href={`/tests/label?agent=${agentId}`} className={buttonStyles({ size: 'sm' })}>
              <Tags aria-hidden="true" />
              Label
            </Link>
          </>
        }
      />
      {runs.isPending ? <RowsSkeleton label="Loading the trend" /> : null}
      {runs.isError && runs.data === undefined ? (
        <ApiErrorState
          error={runs.error}
          title="The trend could not be loaded"
          onRetry={() => runs.refetch()}
        />
      ) : null}
      {runs.data && shown.length === 0 ? (
        <EmptyState
          icon={TrendingUp}
          title="Nothing to draw yet"
          description="Each finished run of the spec’s tests, or of a dataset, becomes a point here."
          className="py-10"
        />
      ) : null}
      {shown.length > 0 ? <Trend runs={shown} /> : null}
    </Panel>
  );
}

function Trend({ runs }: { runs: readonly TestRun[] }) {
  return (
    <PanelBody>
      <BarChart
        label="Passed, percent of tests"
        format={percent}
        bars={runs.map((run, place) => ({
          label: `Run ${place + 1}, ${day.format(new Date(run.created_at))}`,
          mark: day.format(new Date(run.created_at)),
          value: run.pass_rate?.value ?? 0,
          detail:
            run.pass_rate === null
              ? 'not judged'
              : `95% interval ${percent(run.pass_rate.low)} to ${percent(run.pass_rate.high)}`,
        }))}
      />
      <details className="group mt-3">
        <summary className="inline-flex list-none items-center gap-1.5 rounded-sm text-muted text-xs transition-colors hover:text-text">
          <ChevronRight aria-hidden="true" className="size-3.5 transition-transform group-open:rotate-90" />
          Show as table
        </summary>
        <div className="mt-2 max-h-72 overflow-auto rounded-md border">
          <table className="w-full text-start text-sm">
            <caption className="sr-only">Passed and cost by test run</caption>
            <thead className="border-b text-muted text-xs">
              <tr>
                <th scope="col" className="h-8 px-3 font-medium">
                  Run
                </th>
                <th scope="col" className="px-3 text-end font-medium">
                  Passed
                </th>
                <th scope="col" className="px-3 text-end font-medium">
                  Cost
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-border tabular-nums">
              {runs.map((run) => (
                <tr key={run.run_id}>
                  <th scope="row" className="h-8 px-3 font-normal">
                    <Link
                      href={`/tests/runs/${run.run_id}`}
                      className="text-accent underline-offset-2 hover:underline"
                    >
                      <RelativeTime iso={run.created_at} />
                    </Link>
                  </th>
                  <td className="px-3 text-end">
                    <Rate of={run.pass_rate} />
                  </td>
                  <td className="px-3 text-end">{formatMoney(run.cost)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </PanelBody>
  );
}
