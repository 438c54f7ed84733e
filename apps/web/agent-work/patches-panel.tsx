'use client';

import type { AgentId } from '@agent-factory/contracts';
import { Button, cn, EmptyState, Panel, PanelHeader, RelativeTime } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { isAtWork, PatchStatus } from './patch-status.tsx';

export interface PatchesPanelProps {
  agentId: AgentId;
  chosen: string | null;
  onAsk: () => void;
  actions: ReactNode;
}

/** The newest patches of an agent; looked at again while one is at work. */
export function PatchesPanel({ agentId, chosen, onAsk, actions }: PatchesPanelProps) {
  const trpc = useTRPC();
  const patches = useQuery(
    trpc.reflection.list.queryOptions(
      { agent_id: agentId },
      { refetchInterval: ({ state }) => (state.data?.items.some(isAtWork) ? 2_000 : false) },
    ),
  );
  const none = patches.data?.items.length === 0;
  return (
    <Panel aria-label="Patches" aria-busy={patches.isPending}>
      <PanelHeader title="Patches" description="The newest first" actions={none ? null : actions} />
      {patches.isPending ? <RowsSkeleton label="Loading the patches" /> : null}
      {patches.isError && patches.data === undefined ? (
        <ApiErrorState
          error={patches.error}
          title="The patches could not be loaded"
          onRetry={() => patches.refetch()}
        />
      ) : null}
      {none ? (
        <EmptyState
          className="py-10"
          icon={Sparkles}
          title="No patch yet"
          description="Choose a dataset with train, validation and sealed cases. What fails on train becomes a proposal; validation decides, and sealed cases check the decision."
          action={
            <Button variant="primary" onClick={onAsk}>
              Propose a patch
            </Button>
          }
        />
      ) : null}
      {none ? null : (
        <ul className="divide-y">
          {patches.data?.items.map((patch) => (
            <li key={patch.patch_id}>
              <Link
                href={`/agents/${agentId}/improve?patch=${patch.patch_id}`}
                scroll={false}
                data-list-entry
                aria-current={patch.patch_id === chosen ? 'true' : undefined}
                className={cn(
                  'flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2',
                  patch.patch_id === chosen && 'bg-accent-soft hover:bg-accent-soft',
                )}
              >
                <PatchStatus status={patch.status} />
                <span className="tabular-nums">of version {patch.version}</span>
                <RelativeTime iso={patch.created_at} className="ms-auto text-muted text-xs" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
