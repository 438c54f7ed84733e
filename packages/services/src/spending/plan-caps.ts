import { planTerms } from '@agent-factory/billing';
import { AppError, type Plan, planSchema, plans } from '@agent-factory/contracts';

/** What one request may cost at most (10⁻⁹ USD) where the platform's keys pay; null for no cap. */
export const planCapNanoUsd: Readonly<Record<Plan, number | null>> = {
  free: planTerms.free.maxCostNanoUsd,
  pro: planTerms.pro.maxCostNanoUsd,
  enterprise: planTerms.enterprise.maxCostNanoUsd,
};

/**
 * The plan of teams that have chosen none: `DEFAULT_PLAN`, else `enterprise` on one's own machine and `free` for the
 * public. Throws `invalid_input` for a plan that there is not.
 */
export function defaultPlanOf(env: Readonly<Record<string, string | undefined>>): Plan {
  const { DEFAULT_PLAN: named, AGENT_FACTORY_MODE: mode } = env;
  if (!named) return mode === 'local' ? 'enterprise' : 'free';
  const parsed = planSchema.safeParse(named);
  if (!parsed.success) {
    throw new AppError('invalid_input', `DEFAULT_PLAN must be one of ${plans.join(', ')}.`);
  }
  return parsed.data;
}
