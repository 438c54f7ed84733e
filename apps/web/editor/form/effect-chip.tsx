import { cn } from '@agent-factory/ui';
import { Coins, Eye, PenLine } from 'lucide-react';
import type { Effect } from './tool-offer.ts';

const looks = {
  read: { label: 'Reads', icon: Eye, tone: 'text-muted' },
  write: { label: 'Changes things', icon: PenLine, tone: 'text-warning' },
  money: { label: 'Moves money', icon: Coins, tone: 'text-danger' },
} as const;

/** What a tool may do. */
export function EffectChip({ effect }: { effect: Effect | null }) {
  if (effect === null) return null;
  const { label, icon: Icon, tone } = looks[effect];
  return (
    <span className={cn('inline-flex shrink-0 items-center gap-1 text-xs', tone)}>
      <Icon aria-hidden="true" className="size-3.5" />
      {label}
    </span>
  );
}
