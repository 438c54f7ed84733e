import { cn, formatMoney } from '@agent-factory/ui';

/** What a key has spent this month, against its budget where it has one. */
export function KeyBudget({ spent, budget }: { spent: number | null; budget: number | null }) {
  const used = spent ?? 0;
  if (budget === null) {
    return <p className="text-muted text-xs">{formatMoney(used)} this month, no budget</p>;
  }
  const share = budget === 0 ? 1 : Math.min(1, used / budget);
  return (
    <div className="w-44 max-w-full">
      <p className="text-muted text-xs tabular-nums">
        {formatMoney(used)} of {formatMoney(budget)} this month
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
