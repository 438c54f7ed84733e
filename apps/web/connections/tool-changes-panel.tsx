'use client';

import { Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTRPC } from '../trpc/context.ts';

// Most teams never have one, so it is fetched with the first.
const ToolChangeItem = dynamic(() =>
  import('./tool-change-item.tsx').then((module) => module.ToolChangeItem),
);

/** Tools that are no longer what was approved; not there while there are none. */
export function ToolChangesPanel() {
  const trpc = useTRPC();
  const changes = useQuery(trpc.connections.changes.queryOptions());
  const items = changes.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel aria-label="Changed tools">
      <PanelHeader
        title="Changed tools"
        description="Agents that use one of these do not run until you have looked at what it says now"
      />
      <ul className="divide-y divide-border">
        {items.map((change) => (
          <ToolChangeItem key={`${change.source} ${change.url} ${change.tool}`} change={change} />
        ))}
      </ul>
    </Panel>
  );
}
