import { nanoUsdToUsd, type Plan, type QuotaState, type QuotaView } from '@agent-factory/contracts';
import type { KeyBudgetRow, QuotaRow } from '@agent-factory/db';

interface Money {
  limitNanoUsd: number | null;
  spentNanoUsd: number;
  reservedNanoUsd: number;
}

/** What was read of a team's quotas, as people and programs see it. */
export function quotaView(read: {
  quota: QuotaRow;
  defaultPlan: Plan;
  budget: Money;
  budgetResetsAt: Date;
  keys: readonly KeyBudgetRow[];
  requestsPerMinute: number;
}): QuotaView {
  const { quota } = read;
  return {
    plan: quota.plan ?? read.defaultPlan,
    period: { starts_at: quota.periodStart.toISOString(), resets_at: quota.resetsAt.toISOString() },
    runs: counted(quota.runsUsed, quota.runsLimit),
    tokens: counted(quota.tokensUsed, quota.tokensLimit),
    budget: { ...spent(read.budget), resets_at: read.budgetResetsAt.toISOString() },
    requests_per_minute: read.requestsPerMinute,
    key_budgets: read.keys.map((key) => ({ key_id: key.id, name: key.name, ...spent(key) })),
  };
}

function counted(used: number, limit: number | null): QuotaView['runs'] {
  return {
    used,
    limit,
    left: limit === null ? null : Math.max(0, limit - used),
    state: stateOf(used, limit),
  };
}

function spent({ limitNanoUsd, spentNanoUsd, reservedNanoUsd }: Money) {
  return {
    spent_usd: nanoUsdToUsd(spentNanoUsd),
    reserved_usd: nanoUsdToUsd(reservedNanoUsd),
    limit_usd: limitNanoUsd === null ? null : nanoUsdToUsd(limitNanoUsd),
    left_usd:
      limitNanoUsd === null ? null : nanoUsdToUsd(Math.max(0, limitNanoUsd - spentNanoUsd - reservedNanoUsd)),
    state: stateOf(spentNanoUsd, limitNanoUsd),
  };
}

/** In whole numbers, as the database decides on warnings: four fifths are `near`. */
function stateOf(used: number, limit: number | null): QuotaState {
  if (limit === null) return 'fine';
  if (used >= limit) return 'used_up';
  return used * 5 >= limit * 4 ? 'near' : 'fine';
}
