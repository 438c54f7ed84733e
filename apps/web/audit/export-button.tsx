'use client';

import { Button } from '@agent-factory/ui';
import { Download } from 'lucide-react';
import type { ComponentProps } from 'react';

export function ExportButton({ filtered, ...props }: { filtered: boolean } & ComponentProps<typeof Button>) {
  return (
    <Button aria-haspopup="menu" {...props}>
      <Download aria-hidden="true" />
      {filtered ? 'Export these' : 'Export'}
    </Button>
  );
}
