'use client';

import type { RunId } from '@agent-factory/contracts';
import { Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { ApprovalCard } from './approval-card.tsx';

/** What a run that waits asks, to be answered on its own page; nothing where it asks nothing. */
export function RunApprovals({ runId, className }: { runId: RunId; className?: string }) {
  const say = useWords('approvals');
  const trpc = useTRPC();
  const pending = useQuery(
    trpc.approvals.list.queryOptions({ run_id: runId, limit: 100 }, { refetchInterval: 3_000 }),
  );
  const items = pending.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel aria-label={say('waitingForYou')} className={className}>
      <PanelHeader
        title={say('waitingForYou')}
        description={items.length === 1 ? say('runGoesOn') : say('questions', { count: items.length })}
      />
      <ul className="divide-y divide-border">
        {items.map((approval) => (
          <li key={approval.id}>
            <ApprovalCard approval={approval} inRun />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
