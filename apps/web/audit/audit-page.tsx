'use client';

import { Panel } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { AdminsAlone } from '../settings/admins-alone.tsx';
import { AuditExport } from './audit-export.tsx';
import { ChainState } from './chain-state.tsx';

// Fetched after the page, whose frame stands by then.
const AuditPanel = dynamic(() => import('./audit-panel.tsx').then((module) => module.AuditPanel), {
  ssr: false,
  loading: () => (
    <Panel>
      <RowsSkeleton label="Loading the log" />
    </Panel>
  ),
});

export function AuditPage() {
  const { me } = useFrame();
  const allowed = me.team.role === 'owner' || me.team.role === 'admin';
  return (
    <Page
      title="Audit log"
      description="Who did what in this team, from where, before and after. Nobody can change it."
      actions={allowed ? <AuditExport /> : null}
    >
      <AdminsAlone what="The audit log and its export">
        <div className="flex flex-col gap-5">
          <ChainState />
          <AuditPanel />
        </div>
      </AdminsAlone>
    </Page>
  );
}
