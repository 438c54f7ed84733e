'use client';

import { EmptyState, Panel } from '@agent-factory/ui';
import { Lock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';

// After the frame, which is nearly all that a page may load first.
const ConnectionsPanel = dynamic(
  () => import('./connections-panel.tsx').then((module) => module.ConnectionsPanel),
  { ssr: false, loading: () => <RowsSkeleton label="Loading" /> },
);
const ToolChangesPanel = dynamic(
  () => import('./tool-changes-panel.tsx').then((module) => module.ToolChangesPanel),
  { ssr: false },
);

export function ConnectionsPage() {
  const { me } = useFrame();
  const allowed = me.team.role === 'owner' || me.team.role === 'admin';
  return (
    <Page
      title="Connections"
      description="Services that your agents’ tools reach: MCP servers, APIs, and accounts at GitHub, Slack and others."
    >
      {allowed ? (
        <div className="flex flex-col gap-6">
          <ToolChangesPanel />
          <ConnectionsPanel />
        </div>
      ) : (
        <Panel>
          <EmptyState
            icon={Lock}
            title="Connections are for owners and admins"
            description={`Your role in ${me.team.name} is ${me.team.role}. Ask an owner or admin of the team to connect a service.`}
          />
        </Panel>
      )}
    </Page>
  );
}
