import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { Conditions, Offer, RouteVerdict } from './candidate.ts';
import type { Drop } from './judge-model.ts';
import type { Placed } from './order-candidates.ts';
import { sayDrop } from './say-drop.ts';

/** The explanation: the chain in its order, then what was dropped, then what the request does not look at. */
export function routeTable(
  conditions: Conditions,
  order: readonly Placed[],
  drops: readonly Drop[],
  ignored: readonly Drop[],
): RouteVerdict[] {
  const table: RouteVerdict[] = [];
  for (const [rank, { candidate, health }] of order.entries()) {
    const { model, provider, region, payer, expectedNanoUsd, worstNanoUsd } = candidate;
    table.push({
      model: model.id,
      provider: provider.id,
      region,
      payer,
      rank,
      dropped: null,
      expectedNanoUsd,
      worstNanoUsd,
      latencyMs: conditions.latencyOf(provider.id, model.id, region),
      health,
    });
  }
  for (const drop of drops) table.push(droppedVerdict(drop, conditions));
  for (const drop of ignored) table.push(droppedVerdict(drop, conditions));
  return table;
}

function droppedVerdict(drop: Drop, conditions: Conditions): RouteVerdict {
  const { offer, model, code, expectedNanoUsd, worstNanoUsd } = drop;
  return {
    model: model.id,
    provider: offer.provider.id,
    region: offer.region,
    payer: offer.payer,
    rank: null,
    dropped: { code, reason: sayDrop(drop, conditions) },
    expectedNanoUsd,
    worstNanoUsd,
    latencyMs: conditions.latencyOf(offer.provider.id, model.id, offer.region),
    health: code === 'unhealthy' ? 'open' : healthOf(offer, model, conditions),
  };
}

function healthOf({ provider, region }: Offer, { id }: CatalogueModel, { healthOf }: Conditions) {
  return healthOf(provider.id, id, region);
}
