import { type HealthKey, healthKey } from '../breaker/health-book.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { CallOptions, ModelRequest } from '../model-port.ts';
import type { Conditions } from '../routing/candidate.ts';
import type { CallOffer } from './call-offers.ts';
import type { ChainDeps } from './chain-deps.ts';

/** What routing must know of the moment: offers, the call's bounds less what it has spent, health and latency. */
export function conditionsOf(
  { breaker, book }: ChainDeps,
  offers: readonly CallOffer[],
  options: Pick<CallOptions, 'allowModels' | 'denyModels' | 'regions' | 'caps'>,
  spentNanoUsd: number,
): Conditions {
  const { allowModels, denyModels, regions, caps } = options;
  const keyOf = (provider: string, model: string, region: string | null) =>
    healthKeyOf({ provider, model, region }, offers.find((offer) => offer.provider.id === provider)?.keys[0]);
  return {
    offers,
    ...(allowModels === undefined ? undefined : { allowModels }),
    ...(denyModels === undefined ? undefined : { denyModels }),
    ...(regions === undefined ? undefined : { regions }),
    ...(caps === undefined
      ? undefined
      : { caps: caps.map((cap) => ({ ...cap, nanoUsd: Math.max(0, cap.nanoUsd - spentNanoUsd) })) }),
    // A circuit whose probe is due counts as closed for the one call that may be it, else nobody would ever probe.
    healthOf: (provider, model, region) =>
      breaker.allows(healthKey(keyOf(provider, model, region))) ? 'closed' : 'open',
    latencyOf: (provider, model, region) => book.latencies(keyOf(provider, model, region))?.p50() ?? null,
  };
}

/** A service at an address of a team's own is known by the key that leads there. */
export function healthKeyOf(of: HealthKey, key: VendorKey | undefined): HealthKey {
  return key?.baseUrl == null || key.ownKeyId === null ? of : { ...of, ownKeyId: key.ownKeyId };
}

/** The request with what is left of its ceiling. */
export function withLeft(request: ModelRequest, spentNanoUsd: number): ModelRequest {
  if (spentNanoUsd === 0 || request.maxCostNanoUsd === null) return request;
  return { ...request, maxCostNanoUsd: Math.max(0, request.maxCostNanoUsd - spentNanoUsd) };
}
