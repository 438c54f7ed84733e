'use client';

import { cn } from '@agent-factory/ui';
import { Coins, Eye, type LucideIcon, PencilLine } from 'lucide-react';
import type { PlainKey } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';
import type { Effect } from './read-run-plan.ts';

const looks: Record<Effect, { icon: LucideIcon; name: PlainKey<'parts'>; color: string }> = {
  read: { icon: Eye, name: 'reads', color: 'bg-sunken text-muted' },
  write: { icon: PencilLine, name: 'writes', color: 'bg-info-soft text-info' },
  money: { icon: Coins, name: 'movesMoney', color: 'bg-warning-soft text-warning' },
};

/** What a call of a tool can do outside the run. */
export function EffectChip({ effect }: { effect: Effect }) {
  const say = useWords('parts');
  const { icon: Icon, name, color } = looks[effect];
  return (
    <span
      className={cn(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        color,
      )}
    >
      <Icon aria-hidden="true" className="size-3" />
      {say(name)}
    </span>
  );
}
