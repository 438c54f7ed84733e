'use client';

import { EmptyState, Panel } from '@agent-factory/ui';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFrame } from '../frame/frame-context.ts';

/** What is for owners and admins; others are told whom to ask. `what` begins a sentence: "Webhooks". */
export function AdminsAlone({ what, children }: { what: string; children: ReactNode }) {
  const { me } = useFrame();
  if (me.team.role === 'owner' || me.team.role === 'admin') return children;
  return (
    <Panel>
      <EmptyState
        icon={Lock}
        title={`${what} are for owners and admins`}
        description={`Your role in ${me.team.name} is ${me.team.role}. Ask an owner or admin of the team.`}
      />
    </Panel>
  );
}
