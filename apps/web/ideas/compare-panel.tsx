'use client';

import { isId } from '@agent-factory/contracts';
import {
  Button,
  cn,
  Panel,
  PanelHeader,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { VerdictChip } from './verdict-chip.tsx';
import { measureLooks, measureText } from './verdict-looks.ts';

/** Ideas side by side; of each figure the best is marked, in words too. */
export function ComparePanel({ ids }: { ids: readonly string[] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const compared = useQuery(
    trpc.ideas.compare.queryOptions({ idea_ids: ids.filter((id) => isId('idea', id)) }),
  );
  const { data } = compared;
  return (
    <Panel aria-label="Side by side" aria-busy={compared.isPending}>
      <PanelHeader
        title="Side by side"
        description="Best verdict first"
        actions={<Button onClick={() => router.push('/ideas')}>Close</Button>}
      />
      {compared.isPending ? <RowsSkeleton label="Loading the comparison" /> : null}
      {compared.isError ? (
        <ApiErrorState
          error={compared.error}
          title="The ideas could not be compared"
          onRetry={() => compared.refetch()}
        />
      ) : null}
      {data === undefined ? null : (
        <Table>
          <TableHead>
            <TableRow>
              <TableHeaderCell>Figure</TableHeaderCell>
              {data.items.map(({ idea_id, idea }) => (
                <TableHeaderCell key={idea_id} className="min-w-32">
                  <Link
                    href={`/ideas/${idea_id}`}
                    className="line-clamp-2 underline-offset-2 hover:underline"
                  >
                    {idea}
                  </Link>
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            <TableRow>
              <TableCell>Verdict</TableCell>
              {data.items.map(({ idea_id, evaluation }) => (
                <TableCell key={idea_id}>
                  {evaluation === null ? 'At work' : <VerdictChip verdict={evaluation.verdict} />}
                </TableCell>
              ))}
            </TableRow>
            {measureLooks.map(({ id, label, unit }) => (
              <TableRow key={id}>
                <TableCell>{label}</TableCell>
                {data.items.map(({ idea_id, evaluation }) => {
                  const best = data.best[id]?.includes(idea_id) ?? false;
                  return (
                    <TableCell key={idea_id} className={cn('tabular-nums', best && 'font-semibold')}>
                      {measureText(evaluation?.[id] ?? null, unit)}
                      {best ? <span className="ms-1 text-positive text-xs">best</span> : null}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}
