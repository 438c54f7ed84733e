'use client';

import { Button } from '@agent-factory/ui';
import { EllipsisVertical } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useWords } from '../words/words-context.ts';

/** What opens the actions of a key, with and without the menu behind it. */
export function ApiKeyButton({ name, ...props }: { name: string } & ComponentProps<typeof Button>) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={useWords('keys')('actionsFor', { name })}
      aria-haspopup="menu"
      {...props}
    >
      <EllipsisVertical aria-hidden="true" />
    </Button>
  );
}
