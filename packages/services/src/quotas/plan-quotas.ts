import { planTerms } from '@agent-factory/billing';
import type { Plan } from '@agent-factory/contracts';
import type { PlanBounds } from '@agent-factory/db';

/**
 * What a team may use in a period by its plan; null for no bound. An operator grants a single team more or less by
 * `teams.runs_quota` and `teams.tokens_quota`.
 */
export const planQuotas: Readonly<Record<Plan, PlanBounds>> = {
  free: boundsOf('free'),
  pro: boundsOf('pro'),
  enterprise: boundsOf('enterprise'),
};

function boundsOf(plan: Plan): PlanBounds {
  const { runs, tokens } = planTerms[plan];
  return { runs, tokens };
}
