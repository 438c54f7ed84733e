import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { Cap, ModelTask } from '../model-port.ts';

/** Why a model is not in the chain; stable, for `/v1/route/explain`. */
export type DropCode =
  | 'not_pinned'
  | 'not_allowed'
  | 'not_configured'
  | 'not_needed'
  | 'wrong_region'
  | 'no_tools'
  | 'no_vision'
  | 'context_too_small'
  | 'price_unknown'
  | 'over_ceiling'
  | 'over_cap'
  | 'unhealthy';

/** A provider as routing sees it. */
export interface ProviderInfo {
  /** The first half of its model ids (`openai`). */
  id: string;
  title: string;
  /** What to set to have it, for error messages (`OPENAI_API_KEY`). */
  variable: string;
}

/** What one provider offers for one call. */
export interface Offer {
  provider: ProviderInfo;
  models: readonly CatalogueModel[];
  /** Whose key would be used; null when there is none. */
  payer: 'platform' | 'team' | null;
  /** Where it serves from, as configured; null for unknown, which no list of regions admits. */
  region: string | null;
}

/** What routing must know besides the request. */
export interface Conditions {
  offers: readonly Offer[];
  allowModels?: readonly string[];
  denyModels?: readonly string[];
  regions?: readonly string[];
  caps?: readonly Cap[];
  /** The breaker's word on a model of a provider. */
  healthOf(provider: string, model: string, region: string | null): 'closed' | 'half_open' | 'open';
  /** Measured time to the first content (median, ms); null for not yet measured. */
  latencyOf(provider: string, model: string, region: string | null): number | null;
}

/** A model that can serve the request, with what it would cost. */
export interface Candidate {
  model: CatalogueModel;
  provider: ProviderInfo;
  payer: 'platform' | 'team';
  region: string | null;
  /** The request's bound, cut to what the model can write and to what the ceiling still pays. */
  maxOutputTokens: number;
  /** Counted input and predicted output at the catalogue's price; null for an unknown price. */
  expectedNanoUsd: number | null;
  /** Counted input's upper bound and `maxOutputTokens`; never exceeds ceiling or cap. Null for an unknown price. */
  worstNanoUsd: number | null;
}

/** One line of the explanation: either a rank in the chain (0 is tried first) or why it was dropped. */
export interface RouteVerdict {
  model: string;
  provider: string;
  region: string | null;
  payer: 'platform' | 'team' | null;
  rank: number | null;
  dropped: { code: DropCode; reason: string } | null;
  expectedNanoUsd: number | null;
  worstNanoUsd: number | null;
  latencyMs: number | null;
  health: 'closed' | 'half_open' | 'open';
}

/** How a request is routed: who serves it, in which order, and the whole table with the reasons. */
export interface Route {
  /** The request's task, or what `auto` found. */
  task: ModelTask;
  /** How `auto` came to it; null when the task was given. */
  classifiedBy: 'rule' | 'length' | 'classifier' | null;
  inputTokens: { expected: number; atMost: number };
  /** The tightest bound on the price and whose it is; null for none. */
  bound: { nanoUsd: number; by: 'request' | Cap['by'] } | null;
  candidates: readonly Candidate[];
  table: readonly RouteVerdict[];
}
