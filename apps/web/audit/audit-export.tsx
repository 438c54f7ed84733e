'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { readFilter } from './audit-filter.ts';
import { ExportButton } from './export-button.tsx';

const ExportMenu = dynamic(() => import('./export-menu.tsx').then((module) => module.ExportMenu), {
  loading: () => <ExportButton filtered={false} />,
});

/** A button that becomes a menu when first pressed; until then the page does without the menu's code. */
export function AuditExport() {
  const filter = readFilter(useSearchParams());
  const [open, setOpen] = useState(false);
  if (open) return <ExportMenu filter={filter} />;
  return <ExportButton filtered={Object.keys(filter).length > 0} onClick={() => setOpen(true)} />;
}
