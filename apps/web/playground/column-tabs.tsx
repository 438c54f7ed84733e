'use client';

import { cn } from '@agent-factory/ui';
import type { Shown } from './address.ts';

export interface ColumnTabsProps {
  tabs: readonly { shown: Shown; name: string }[];
  here: Shown;
  onShow: (shown: Shown) => void;
}

/** On small screens, where columns do not fit beside each other: which of them is shown. */
export function ColumnTabs({ tabs, here, onShow }: ColumnTabsProps) {
  return (
    <nav
      aria-label="Columns"
      className="sticky top-12 z-10 mb-4 flex gap-4 overflow-x-auto border-b bg-background lg:hidden"
    >
      {tabs.map(({ shown, name }) => (
        <button
          key={shown}
          type="button"
          aria-pressed={shown === here}
          onClick={() => onShow(shown)}
          className={cn(
            'inline-flex h-9 min-w-0 shrink-0 items-center border-b-2 text-sm transition-colors hover:text-text',
            shown === here ? 'border-accent text-text' : 'border-transparent text-muted',
          )}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
