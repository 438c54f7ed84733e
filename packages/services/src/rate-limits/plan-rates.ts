import { planTerms } from '@agent-factory/billing';
import type { Plan } from '@agent-factory/contracts';

/** How many requests a minute each API key, and each member, may make in a team of the plan. */
export const requestsPerMinute: Readonly<Record<Plan, number>> = {
  free: planTerms.free.requestsPerMinute,
  pro: planTerms.pro.requestsPerMinute,
  enterprise: planTerms.enterprise.requestsPerMinute,
};

/**
 * What a member may at least ask through the web app, whatever the plan: a page takes several requests, and nobody
 * can look at a workspace in ten a minute. What a plan sells is counted by quotas all the same.
 */
export const leastAppRequestsPerMinute = 300;

/** The window of all of them: in no minute are more requests let in. */
export const windowMs = 60_000;
