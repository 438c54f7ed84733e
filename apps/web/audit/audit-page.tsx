'use client';

import {
  buttonStyles,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import { Download } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { AdminsAlone } from '../settings/admins-alone.tsx';
import { apiFilter, readFilter } from './audit-filter.ts';
import { AuditPanel } from './audit-panel.tsx';
import { ChainState } from './chain-state.tsx';

export function AuditPage() {
  const { me } = useFrame();
  const allowed = me.team.role === 'owner' || me.team.role === 'admin';
  return (
    <Page
      title="Audit log"
      description="Who did what in this team, from where, before and after. Nobody can change it."
      actions={allowed ? <ExportMenu /> : null}
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

function ExportMenu() {
  const { me } = useFrame();
  const filter = readFilter(useSearchParams());
  const filtered = Object.keys(filter).length > 0;
  const href = (format: string) => {
    const query = new URLSearchParams({ team: me.team.id, format, ...apiFilter(filter) });
    return `/api/audit/export?${query.toString()}`;
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className={buttonStyles({ variant: 'secondary' })}>
        <Download aria-hidden="true" />
        {filtered ? 'Export these' : 'Export'}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem asChild>
          <a href={href('csv')} download>
            CSV, for reading
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={href('jsonl')} download>
            JSON Lines, signed{filtered ? '' : ', for verifying'}
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
