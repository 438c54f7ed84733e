import { cn } from '@agent-factory/ui';

export interface AmountMeterProps {
  /** What is measured, for screen readers. */
  label: string;
  used: number;
  /** Set aside and neither used nor free. */
  reserved?: number;
  limit: number;
  /** How the amounts are said. */
  says: string;
  state: 'fine' | 'near' | 'used_up';
}

const fills = { fine: 'bg-accent', near: 'bg-warning', used_up: 'bg-danger' } as const;

/** How much of a bound is used. The colour only repeats what the words beside it say. */
export function AmountMeter({ label, used, reserved = 0, limit, says, state }: AmountMeterProps) {
  const share = (amount: number) => (limit === 0 ? 100 : Math.min(100, (amount / limit) * 100));
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers let a native meter be styled each in its own way
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={Math.min(used, limit)}
      aria-valuetext={says}
      className="flex h-2 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-border ring-inset"
    >
      <div
        className={cn('h-full', fills[state])}
        style={{ width: `${share(used)}%`, minWidth: used > 0 ? 4 : 0 }}
      />
      <div className="h-full bg-accent/40" style={{ width: `${share(reserved)}%` }} />
    </div>
  );
}
