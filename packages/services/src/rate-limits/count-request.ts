import { AppError, type Plan, type TeamId } from '@agent-factory/contracts';
import type { ServiceContext, Services } from '../service-context.ts';
import { readTeamPolicy } from '../spending/call-options.ts';
import { leastAppRequestsPerMinute, requestsPerMinute } from './plan-rates.ts';
import type { RateDecision } from './rate-limits.ts';

/** Of whom requests are counted, and how many a minute are let in. */
export interface RequestRate {
  plan: Plan;
  requestsPerMinute: number;
  /** Whether the operator gave the team another rate than its plan's. */
  raised: boolean;
}

/** What a team's keys and members may each ask in a minute. What it read is kept for 2 s. */
export async function requestRateOf(services: Services, teamId: TeamId): Promise<RequestRate> {
  const { plan: own, requestsPerMinute: given } = await readTeamPolicy(services, teamId);
  const plan = own ?? services.spending.defaultPlan;
  return { plan, requestsPerMinute: given ?? requestsPerMinute[plan], raised: given !== null };
}

/**
 * Counts one request of the actor: an API key is counted by itself, a person by themself in each team. The system is
 * not counted. Ask it once for each HTTP request, however many verbs that calls or however long it streams. What a
 * person does in the web app is counted apart from what they call the API for.
 */
export async function countRequest(ctx: ServiceContext, door: 'api' | 'app'): Promise<RateDecision | null> {
  const { actor } = ctx;
  if (actor.type === 'system') return null;
  const { requestsPerMinute: rate } = await requestRateOf(ctx, actor.teamId);
  if (actor.type === 'apiKey') return ctx.rateLimits.hit(actor.keyId, rate);
  const person = `${actor.userId}:${actor.teamId}`;
  return door === 'app'
    ? ctx.rateLimits.hit(`${person}:app`, Math.max(rate, leastAppRequestsPerMinute))
    : ctx.rateLimits.hit(person, rate);
}

/** Throws `rate_limited`, with when to come back, for a request that was not admitted. */
export function requireAdmitted({ actor }: ServiceContext, decision: RateDecision | null): void {
  if (decision === null || decision.admitted) return;
  const retryAfterSeconds = secondsOf(decision.resetMs);
  const who = actor.type === 'apiKey' ? `The API key "${actor.name}" has` : 'You have';
  throw new AppError(
    'rate_limited',
    `${who} made the ${decision.limit} requests a minute that are allowed here. Try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );
}

/** Whole seconds, rounded up: whoever waits for them is let in. */
export function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
