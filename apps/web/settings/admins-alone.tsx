'use client';

import { EmptyState, Panel } from '@agent-factory/ui';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFrame } from '../frame/frame-context.ts';
import { roleNames } from '../teams/role-names.ts';
import { useWords } from '../words/words-context.ts';

/** What is for owners and admins; others are told whom to ask. `what` begins a sentence: "Webhooks". */
export function AdminsAlone({ what, children }: { what: string; children: ReactNode }) {
  const say = useWords('parts');
  const { me } = useFrame();
  if (me.team.role === 'owner' || me.team.role === 'admin') return children;
  return (
    <Panel>
      <EmptyState
        icon={Lock}
        title={say('adminsAlone', { what })}
        description={say('askAdmin', { team: me.team.name, role: say(roleNames[me.team.role]) })}
      />
    </Panel>
  );
}
