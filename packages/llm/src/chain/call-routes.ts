import type { ModelRequest } from '../model-port.ts';
import type { Candidate, Route } from '../routing/candidate.ts';
import { rankCandidates } from '../routing/rank-candidates.ts';
import { type CallOffer, callOffers } from './call-offers.ts';
import type { CallState } from './call-state.ts';
import type { ChainDeps } from './chain-deps.ts';
import { conditionsOf, withLeft } from './conditions-of.ts';

/** Who can serve a call, as things stand; ranked anew after each try, since money, keys and health have changed. */
export class CallRoutes {
  readonly #deps: ChainDeps;
  readonly #state: CallState;
  offers: readonly CallOffer[] = [];
  /** What the request probably has, for estimates. */
  inputTokens = 0;

  constructor(deps: ChainDeps, state: CallState) {
    this.#deps = deps;
    this.#state = state;
  }

  /** Lets vendors that must be asked say what they have; null while all of them are believed. */
  refresh(): Promise<unknown> | null {
    const waits: Promise<void>[] = [];
    for (const vendor of this.#deps.vendors) {
      const wait = vendor.refresh?.() ?? null;
      if (wait !== null) waits.push(wait);
    }
    return waits.length === 0 ? null : Promise.all(waits);
  }

  rank(request: ModelRequest): Route {
    const { options, spentNanoUsd, refusedKeys } = this.#state;
    const { vendors, turns } = this.#deps;
    this.offers = callOffers(vendors, request, options, turns, refusedKeys);
    const conditions = conditionsOf(this.#deps, this.offers, options, spentNanoUsd);
    const route = rankCandidates(withLeft(request, spentNanoUsd), conditions);
    this.inputTokens = route.inputTokens.expected;
    return route;
  }

  offerOf(candidate: Candidate): CallOffer {
    const offer = this.offers.find(({ provider }) => provider.id === candidate.provider.id);
    if (offer === undefined) throw new Error('a candidate comes from no offer');
    return offer;
  }
}
