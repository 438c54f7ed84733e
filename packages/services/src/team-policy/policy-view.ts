import { nanoUsdToUsd, type Plan, type TeamPolicyView } from '@agent-factory/contracts';
import type { TeamPolicyRow } from '@agent-factory/db';

/** A policy as people and programs read it. */
export function policyView(policy: TeamPolicyRow, defaultPlan: Plan): TeamPolicyView {
  const { maxCostNanoUsd, monthlyBudgetNanoUsd } = policy;
  return {
    plan: policy.plan ?? defaultPlan,
    allow_models: policy.allowModels,
    switched_off: policy.switchedOff,
    regions: policy.regions,
    max_cost_usd: maxCostNanoUsd === null ? null : nanoUsdToUsd(maxCostNanoUsd),
    monthly_budget_usd: monthlyBudgetNanoUsd === null ? null : nanoUsdToUsd(monthlyBudgetNanoUsd),
    cache: policy.cache,
  };
}
