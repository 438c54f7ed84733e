'use client';

import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@agent-factory/ui';
import { useFrame } from '../frame/frame-context.ts';
import { type AuditFilter, apiFilter } from './audit-filter.ts';
import { ExportButton } from './export-button.tsx';

/** What is shown, as a file. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  const { me } = useFrame();
  const filtered = Object.keys(filter).length > 0;
  const href = (format: string) => {
    const query = new URLSearchParams({ team: me.team.id, format, ...apiFilter(filter) });
    return `/api/audit/export?${query.toString()}`;
  };
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <ExportButton filtered={filtered} />
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
