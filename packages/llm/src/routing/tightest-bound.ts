import type { Cap } from '../model-port.ts';
import type { Route } from './candidate.ts';

/** A bound on the price of one call and whose it is; null for none. */
export type Bound = Route['bound'];

/**
 * The tightest of the request's own ceiling and the caps that apply to who pays: what a plan allows is what the
 * platform pays, so a team's own key is not bound by it.
 */
export function tightestBound(
  maxCostNanoUsd: number | null,
  caps: readonly Cap[] | undefined,
  payer: 'platform' | 'team',
): Bound {
  let bound: Bound = maxCostNanoUsd === null ? null : { nanoUsd: maxCostNanoUsd, by: 'request' };
  for (const { nanoUsd, by } of caps ?? []) {
    if (by === 'plan' && payer === 'team') continue;
    if (bound === null || nanoUsd < bound.nanoUsd) bound = { nanoUsd, by };
  }
  return bound;
}
