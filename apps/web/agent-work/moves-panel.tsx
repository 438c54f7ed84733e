'use client';

import { EmptyState, Panel, PanelHeader, RelativeTime } from '@agent-factory/ui';
import { Tag } from 'lucide-react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { LabelChip } from './label-chip.tsx';
import type { VersionsListProps } from './versions-list.tsx';

/** How the labels came to where they are, newest first. */
export function MovesPanel({ labels }: Pick<VersionsListProps, 'labels'>) {
  const { data } = labels;
  return (
    <Panel aria-label="Moves" aria-busy={data === undefined && !labels.isError}>
      <PanelHeader title="Moves" description="Of labels, newest first" />
      {data === undefined ? (
        labels.isError ? (
          <ApiErrorState
            error={labels.error}
            title="The moves could not be loaded"
            onRetry={() => labels.refetch()}
          />
        ) : (
          <RowsSkeleton label="Loading the moves" />
        )
      ) : data.moves.length === 0 ? (
        <EmptyState
          className="py-10"
          icon={Tag}
          title="No label was moved yet"
          description="Until one is, runs are of the newest version. Production asks for tests that passed and were signed."
        />
      ) : (
        <ul className="divide-y">
          {data.moves.map((move) => (
            <li key={`${move.label} ${move.move}`} className="flex flex-col gap-1 px-4 py-3">
              <div className="flex flex-wrap items-center gap-2 text-sm">
                <LabelChip label={move.label} />
                <span className="tabular-nums">
                  {move.version === null ? 'taken away' : `to version ${move.version}`}
                </span>
                <RelativeTime iso={move.moved_at} className="ms-auto text-muted text-xs" />
              </div>
              {move.reason === null ? null : <p className="text-muted text-xs">{move.reason}</p>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
