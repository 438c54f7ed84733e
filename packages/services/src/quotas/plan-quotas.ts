import type { Plan } from '@agent-factory/contracts';
import type { PlanBounds } from '@agent-factory/db';

/**
 * What a team may use in a period by its plan; null for no bound. An operator grants a single team more or less by
 * `teams.runs_quota` and `teams.tokens_quota`.
 */
export const planQuotas: Readonly<Record<Plan, PlanBounds>> = {
  free: { runs: 1_000, tokens: 2_000_000 },
  pro: { runs: 50_000, tokens: 200_000_000 },
  enterprise: { runs: null, tokens: null },
};
