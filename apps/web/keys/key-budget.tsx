'use client';

import { cn, useFigures } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

/** What a key has spent this month, against its budget where it has one. */
export function KeyBudget({ spent, budget }: { spent: number | null; budget: number | null }) {
  const say = useWords('keys');
  const { money } = useFigures();
  const used = spent ?? 0;
  if (budget === null) {
    return <p className="text-muted text-xs">{say('monthNoBudget', { spent: money(used) })}</p>;
  }
  const share = budget === 0 ? 1 : Math.min(1, used / budget);
  return (
    <div className="w-44 max-w-full">
      <p className="text-muted text-xs tabular-nums">
        {say('monthOf', { spent: money(used), budget: money(budget) })}
      </p>
      {/* The words above say it too. */}
      <div aria-hidden="true" className="mt-1 h-1 overflow-hidden rounded-sm bg-sunken">
        <div
          className={cn('h-full', share >= 1 ? 'bg-danger' : share >= 0.8 ? 'bg-warning' : 'bg-accent-solid')}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
