import { cn, formatMoney } from '@agent-factory/ui';

/** What a run spent of what its spec lets it spend, both in US dollars. */
export function BudgetBar({ spent, ceiling }: { spent: number; ceiling: number }) {
  const share = ceiling > 0 ? Math.min(1, spent / ceiling) : 0;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {/* biome-ignore lint/a11y/useSemanticElements: browsers let a native meter be styled each in its own way */}
      <div
        role="meter"
        aria-label="Spent of the cost ceiling"
        aria-valuemin={0}
        aria-valuemax={ceiling}
        aria-valuenow={spent}
        aria-valuetext={`${formatMoney(spent)} of ${formatMoney(ceiling)}`}
        className="h-1.5 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-border ring-inset"
      >
        <div
          className={cn('h-full rounded-full', share > 0.9 ? 'bg-warning' : 'bg-accent')}
          style={{ width: `${share * 100}%`, minWidth: spent > 0 ? 4 : 0 }}
        />
      </div>
      <p className="text-muted text-xs tabular-nums">
        {formatMoney(spent)} of {formatMoney(ceiling)} ceiling
      </p>
    </div>
  );
}
