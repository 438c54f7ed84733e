import type { VendorKey } from '../keys/vendor-key.ts';
import type { ProviderError } from '../provider-error.ts';
import type { Candidate } from '../routing/candidate.ts';
import type { CallOffer } from './call-offers.ts';
import type { ChainDeps } from './chain-deps.ts';
import type { Failure } from './next-step.ts';

/** What a failed try means for the next one: whether another key or an older protocol is worth trying at once. */
export function failureOf(
  { turns, older }: ChainDeps,
  offer: CallOffer,
  candidate: Candidate,
  error: ProviderError,
  round: number,
  key: VendorKey | null,
): Failure {
  const { wire } = offer.provider;
  const keyTrouble = error.kind === 'auth' || error.kind === 'rate_limited';
  const anotherKey = key !== null && keyTrouble && turns.hasOther(offer.keys, key);
  return {
    candidate,
    error,
    round,
    retryAt: performance.now() + (error.retryAfterSeconds ?? 0) * 1000,
    tryAgain: anotherKey || older.learn(wire, key?.baseUrl ?? wire?.baseUrl ?? null, error),
  };
}
