import type { CatalogueModel, Tier } from '../catalogue/catalogue-model.ts';
import type { ModelRequest, ModelTask } from '../model-port.ts';
import { type CountedInput, countInput } from '../tokens/count-tokens.ts';
import { allowsModel } from './allows-model.ts';
import type { Conditions, DropCode, Offer, Route } from './candidate.ts';
import { classifyTask } from './classify-task.ts';
import { inPlay } from './in-play.ts';
import { type Drop, dropOf, judgeCost, type PaidOffer } from './judge-model.ts';
import { misfitOf, orderCandidates, type Placed, placeOf } from './order-candidates.ts';
import { RankedRoute } from './ranked-route.ts';
import { routeTable } from './route-table.ts';
import { type Bound, tightestBound } from './tightest-bound.ts';
import { wantedTier } from './wanted-tier.ts';

/** What the parts of a ranking share. */
interface Ranking {
  request: ModelRequest;
  conditions: Conditions;
  task: ModelTask;
  tier: Tier;
  pins: ReadonlySet<string> | null;
  counted: CountedInput;
  placed: Placed[];
  drops: Drop[];
}

/**
 * Who can serve a request and in which order: capable, within every bound on the price, sound, then the cheapest
 * expected. Pure. The table says of every model offered where it stands or why not; it is made when it is read,
 * since most calls never read it.
 */
export function rankCandidates(request: ModelRequest, conditions: Conditions): Route {
  const found = request.task === 'auto' ? classifyTask(request) : { task: request.task, by: null };
  const counted = countInput(request);
  const pins = request.use.length > 0 ? new Set(request.use) : null;
  const tier = wantedTier(request, found.task, conditions.offers);
  const ranking = { request, conditions, task: found.task, tier, pins, counted, placed: [], drops: [] };
  const bounds = {
    platform: tightestBound(request.maxCostNanoUsd, conditions.caps, 'platform'),
    team: tightestBound(request.maxCostNanoUsd, conditions.caps, 'team'),
  };
  const offlineServes = offlineMayServe(request, conditions.offers);
  for (const offer of conditions.offers) {
    if (pins !== null && !namesAny(pins, offer.provider.id)) continue;
    const closed = whyClosed(offer, conditions.regions, offlineServes);
    rankOffer(ranking, offer, closed, bounds[offer.payer ?? 'platform']);
  }
  const order = orderCandidates(ranking.placed, conditions);
  const anyByPlatform = conditions.offers.some(({ payer }) => payer === 'platform');
  return new RankedRoute(
    found,
    counted,
    anyByPlatform ? bounds.platform : bounds.team,
    order.map(({ candidate }) => candidate),
    () => routeTable(conditions, order, ranking.drops, outOfPlay(ranking)),
  );
}

/** Whether a pin can be a model of a provider: ids begin with it. Spares pinned calls a look at nine offers of ten. */
function namesAny(pins: ReadonlySet<string>, providerId: string): boolean {
  for (const pin of pins) if (pin.startsWith(providerId)) return true;
  return false;
}

/** Offline never stands in for anything: it serves when nothing else is there, or when it alone is pinned. */
function offlineMayServe(request: ModelRequest, offers: readonly Offer[]): boolean {
  if (request.use.length > 0) return request.use.every((pin) => pin.startsWith('offline/'));
  return !offers.some(({ provider, payer }) => provider.id !== 'offline' && payer !== null);
}

/** What rules out all models of an offer alike. */
function whyClosed(offer: Offer, regions: Conditions['regions'], offlineServes: boolean): DropCode | null {
  if (offer.payer === null) return 'not_configured';
  if (offer.provider.id === 'offline' && !offlineServes) return 'not_needed';
  if (regions !== undefined && (offer.region === null || !regions.includes(offer.region)))
    return 'wrong_region';
  return null;
}

function rankOffer(ranking: Ranking, offer: Offer, closed: DropCode | null, bound: Bound): void {
  const { request, conditions, counted, task, pins, placed, drops } = ranking;
  const paid: PaidOffer | null = offer.payer === null ? null : { ...offer, payer: offer.payer };
  for (const model of inPlay(offer.models, pins)) {
    const code = allowsModel(conditions, model.id)
      ? (closed ?? missingAbility(request, counted, model))
      : 'not_allowed';
    if (code !== null || paid === null) {
      drops.push(dropOf(offer, model, code ?? 'not_configured', bound, counted.expected));
      continue;
    }
    const judged = judgeCost(request, task, counted, paid, model, bound);
    if ('code' in judged) {
      drops.push(judged);
      continue;
    }
    const health = conditions.healthOf(offer.provider.id, model.id, offer.region);
    if (health === 'open') {
      const { expectedNanoUsd, worstNanoUsd } = judged;
      const drop = dropOf(offer, model, 'unhealthy', bound, counted.expected);
      drops.push({ ...drop, expectedNanoUsd, worstNanoUsd });
      continue;
    }
    const pin = pins === null ? 0 : pinOf(request, model.id);
    placed.push({
      candidate: judged,
      health,
      place: placeOf(pin, misfitOf(judged, request, ranking.tier), health),
      price: judged.expectedNanoUsd ?? Number.MAX_SAFE_INTEGER,
    });
  }
}

/** Its place among the pins; those of a cascade whose answers were refused come after all others. */
function pinOf({ use, refused }: ModelRequest, id: string): number {
  return use.indexOf(id) + (refused?.includes(id) === true ? use.length : 0);
}

function missingAbility(
  request: ModelRequest,
  counted: CountedInput,
  model: CatalogueModel,
): DropCode | null {
  if (request.tools.length > 0 && !model.tools) return 'no_tools';
  if (counted.images > 0 && !model.vision) return 'no_vision';
  return null;
}

/** What the request did not look at: other models than the pinned ones, or those that must be pinned. */
function outOfPlay({ conditions, pins, counted }: Ranking): Drop[] {
  return conditions.offers.flatMap((offer) =>
    offer.models
      .filter(({ id, pinOnly }) => (pins === null ? pinOnly : !pins.has(id)))
      .map((model) => dropOf(offer, model, 'not_pinned', null, counted.expected)),
  );
}
