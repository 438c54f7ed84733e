'use client';

import type { AgentId } from '@agent-factory/contracts';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Page } from '../frame/page.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { AgentLabel } from '../trpc/outputs.ts';
import { AgentLinks } from './agent-links.tsx';
import { MovesPanel } from './moves-panel.tsx';
import { useTakeLabelAway } from './use-take-label-away.ts';
import { VersionsList } from './versions-list.tsx';

const MoveLabelDialog = dynamic(() =>
  import('./move-label-dialog.tsx').then((module) => module.MoveLabelDialog),
);

/** The versions of an agent and where its labels stand. */
export function ReleasePage({ agentId }: { agentId: AgentId }) {
  const trpc = useTRPC();
  const versions = useQuery(trpc.agents.versions.queryOptions({ id: agentId }));
  const labels = useQuery(trpc.agents.labels.queryOptions({ agent_id: agentId }));
  // Who saved what is worth knowing, and not worth waiting for.
  const members = useQuery(trpc.members.list.queryOptions(undefined, { staleTime: 60_000 }));
  const authors = new Map(members.data?.items.map(({ user_id, name }) => [user_id, name]));
  const takeAway = useTakeLabelAway(agentId);
  const [moving, setMoving] = useState<{ label: AgentLabel['label']; version: number } | null>(null);
  return (
    <Page
      title="Versions"
      description="What you save becomes a version. Labels say which one runs where; runs and API keys may ask for a label."
      actions={<AgentLinks agentId={agentId} but="versions" />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <VersionsList
          agentId={agentId}
          versions={versions}
          labels={labels}
          authorOf={(userId) => authors.get(userId)}
          onMove={(label, version) => setMoving({ label, version })}
          onTakeAway={takeAway}
        />
        <MovesPanel labels={labels} />
      </div>
      {moving === null ? null : (
        <MoveLabelDialog
          agentId={agentId}
          label={moving.label}
          version={moving.version}
          labels={labels.data?.items ?? []}
          moves={labels.data?.moves ?? []}
          onClose={() => setMoving(null)}
        />
      )}
    </Page>
  );
}
