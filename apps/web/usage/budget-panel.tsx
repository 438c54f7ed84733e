import { cn, formatMoney, Panel } from '@agent-factory/ui';
import type { UsageSummary } from '../trpc/outputs.ts';

const planLabels = { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' } as const;

/** Spent, set aside and left of the month's budget; beside it what failed and what the cache saved. */
export function BudgetPanel({ usage }: { usage: UsageSummary }) {
  const { budget, totals } = usage;
  const failedShare = totals.attempts === 0 ? 0 : totals.failed_attempts / totals.attempts;
  return (
    <Panel
      aria-label="This month"
      className="grid grid-cols-2 gap-px overflow-hidden bg-border lg:grid-cols-[3fr_1fr_1fr_1fr]"
    >
      <div className="col-span-2 flex flex-col gap-3 bg-surface p-4 lg:col-span-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <p>
            <span className="font-semibold text-2xl tabular-nums tracking-tight">
              {formatMoney(budget.spent_usd)}
            </span>{' '}
            <span className="text-muted text-sm">
              {budget.limit_usd === null ? 'spent' : `of ${formatMoney(budget.limit_usd)}`}
            </span>
          </p>
          <p className="text-muted text-xs">{planLabels[usage.plan]} plan</p>
        </div>
        {budget.limit_usd === null ? (
          <p className="text-muted text-sm">
            No monthly budget is set; calls are bounded by the plan and each run’s ceiling.
          </p>
        ) : (
          <Meter {...budget} limit_usd={budget.limit_usd} />
        )}
      </div>
      <Figure
        label="Calls"
        value={totals.calls.toLocaleString('en-US')}
        detail={`${totals.tokens.total.toLocaleString('en-US')} tokens`}
      />
      <Figure
        label="Failed attempts"
        value={`${(failedShare * 100).toFixed(failedShare > 0 && failedShare < 0.1 ? 1 : 0)}%`}
        detail={`${totals.failed_attempts.toLocaleString('en-US')} of ${totals.attempts.toLocaleString('en-US')}, ${formatMoney(totals.failed_cost_usd)}`}
      />
      <Figure
        label="Cached answers"
        value={totals.cached_answers.toLocaleString('en-US')}
        detail="cost nothing"
      />
    </Panel>
  );
}

function Figure({ label, value, detail }: { label: string; value: string; detail: string }) {
  return (
    <div className="bg-surface p-4 max-lg:last:col-span-2">
      <p className="text-muted text-xs">{label}</p>
      <p className="mt-1 font-semibold text-xl tabular-nums">{value}</p>
      <p className="text-muted text-xs tabular-nums">{detail}</p>
    </div>
  );
}

interface MeterProps {
  spent_usd: number;
  reserved_usd: number;
  limit_usd: number;
  left_usd: number | null;
}

function Meter({ spent_usd: spent, reserved_usd: reserved, limit_usd: limit, left_usd: left }: MeterProps) {
  const share = (usd: number) => (limit === 0 ? 100 : Math.min(100, (usd / limit) * 100));
  const words = `${formatMoney(left ?? 0)} left${reserved > 0 ? `, ${formatMoney(reserved)} set aside by calls at work` : ''}`;
  return (
    <div className="flex flex-col gap-1.5">
      {/* biome-ignore lint/a11y/useSemanticElements: browsers let a native meter be styled each in its own way */}
      <div
        role="meter"
        aria-label="Spent of the month’s budget"
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(spent, limit)}
        aria-valuetext={`${formatMoney(spent)} of ${formatMoney(limit)}, ${words}`}
        className="flex h-2 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-border ring-inset"
      >
        <div
          className={cn('h-full', share(spent) > 90 ? 'bg-warning' : 'bg-accent')}
          style={{ width: `${share(spent)}%`, minWidth: spent > 0 ? 4 : 0 }}
        />
        <div className="h-full bg-accent/40" style={{ width: `${share(reserved)}%` }} />
      </div>
      <p className="text-muted text-xs tabular-nums">{words}</p>
    </div>
  );
}
