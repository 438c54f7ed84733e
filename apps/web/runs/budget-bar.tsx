'use client';

import { cn, useFigures } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

export interface BudgetBarProps {
  /** In US dollars, as the other two. */
  spent: number;
  /** Set aside for calls that are under way. */
  held?: number;
  ceiling: number;
}

/** What a run spent, and has set aside, of what its spec lets it spend. */
export function BudgetBar({ spent, held = 0, ceiling }: BudgetBarProps) {
  const say = useWords('parts');
  const share = ceiling > 0 ? Math.min(1, spent / ceiling) : 0;
  const heldShare = ceiling > 0 ? Math.min(1 - share, held / ceiling) : 0;
  const { money } = useFigures();
  const said = { spent: money(spent), ceiling: money(ceiling) };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {/* biome-ignore lint/a11y/useSemanticElements: browsers let a native meter be styled each in its own way */}
      <div
        role="meter"
        aria-label={say('spentOfCeiling')}
        aria-valuemin={0}
        aria-valuemax={ceiling}
        aria-valuenow={Math.min(spent, ceiling)}
        aria-valuetext={held > 0 ? say('spentOfAside', { ...said, held: money(held) }) : say('spentOf', said)}
        className="flex h-1.5 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-border ring-inset"
      >
        <div
          className={cn(
            'h-full rounded-s-full transition-[width]',
            heldShare === 0 && 'rounded-e-full',
            share > 0.9 ? 'bg-warning' : 'bg-accent',
          )}
          style={{ width: `${share * 100}%`, minWidth: spent > 0 ? 4 : 0 }}
        />
        {heldShare > 0 ? (
          <div
            className="h-full rounded-e-full bg-[repeating-linear-gradient(115deg,var(--color-accent)_0_2px,transparent_2px_5px)] transition-[width]"
            style={{ width: `${heldShare * 100}%`, minWidth: 6 }}
          />
        ) : null}
      </div>
      <p className="flex justify-between gap-3 whitespace-nowrap text-muted text-xs tabular-nums">
        <span>{say('ofCeiling', said)}</span>
        {held > 0 ? <span className="truncate">{say('setAside', { held: money(held) })}</span> : null}
      </p>
    </div>
  );
}
