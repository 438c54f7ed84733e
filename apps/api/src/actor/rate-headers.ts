import { type RateDecision, secondsOf } from '@agent-factory/services';

const windowSeconds = 60;

/**
 * What an answer says of its caller's limit: the two fields of draft-ietf-httpapi-ratelimit-headers-10, and the three
 * of its drafts before 08, which most clients read. `t` and `RateLimit-Reset` are seconds until there is more room than
 * now; of a refusal that is `Retry-After`.
 */
export function rateHeaders({ admitted, limit, remaining, resetMs }: RateDecision): Record<string, string> {
  const reset = String(secondsOf(resetMs));
  return {
    'ratelimit-policy': `"requests";q=${limit};w=${windowSeconds}`,
    ratelimit: `"requests";r=${remaining};t=${reset}`,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': reset,
    ...(admitted ? {} : { 'retry-after': reset }),
  };
}

/** Their names, for pages of other origins to read and for the API description. */
export const rateHeaderNames = [
  'ratelimit',
  'ratelimit-limit',
  'ratelimit-policy',
  'ratelimit-remaining',
  'ratelimit-reset',
] as const;
