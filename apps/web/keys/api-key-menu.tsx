'use client';

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import type { ApiKey } from '../trpc/outputs.ts';
import { ApiKeyButton } from './api-key-button.tsx';
import type { KeyAct } from './key-act.ts';

export function ApiKeyMenu({
  apiKey,
  expired,
  onAct,
}: {
  apiKey: ApiKey;
  expired: boolean;
  onAct: (act: KeyAct) => void;
}) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <ApiKeyButton name={apiKey.name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {expired ? null : (
          <>
            <DropdownMenuItem onSelect={() => onAct('edit')}>Edit</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onAct('rotate')}>Rotate</DropdownMenuItem>
            {apiKey.previous === null ? null : (
              <DropdownMenuItem onSelect={() => onAct('end-overlap')}>
                End the old secret now
              </DropdownMenuItem>
            )}
            <DropdownMenuSeparator />
          </>
        )}
        <DropdownMenuItem onSelect={() => onAct('revoke')}>Revoke</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
