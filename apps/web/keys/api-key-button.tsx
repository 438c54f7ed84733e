'use client';

import { Button } from '@agent-factory/ui';
import { EllipsisVertical } from 'lucide-react';
import type { ComponentProps } from 'react';

/** What opens the actions of a key, with and without the menu behind it. */
export function ApiKeyButton({ name, ...props }: { name: string } & ComponentProps<typeof Button>) {
  return (
    <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${name}`} aria-haspopup="menu" {...props}>
      <EllipsisVertical aria-hidden="true" />
    </Button>
  );
}
