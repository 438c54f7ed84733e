'use client';

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import type { ApiKey } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
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
  const say = useWords('keys');
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <ApiKeyButton name={apiKey.name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {expired ? null : (
          <>
            <DropdownMenuItem onSelect={() => onAct('edit')}>{say('edit')}</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onAct('rotate')}>{say('rotate')}</DropdownMenuItem>
            {apiKey.previous === null ? null : (
              <DropdownMenuItem onSelect={() => onAct('end-overlap')}>{say('endOverlap')}</DropdownMenuItem>
            )}
            <DropdownMenuSeparator />
          </>
        )}
        <DropdownMenuItem onSelect={() => onAct('revoke')}>{say('revoke')}</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
