import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { Provider } from '../providers/provider.ts';

/** Why a model is not in the chain; stable, for `/v1/route/explain`. */
export type DropCode =
  | 'not_pinned'
  | 'not_configured'
  | 'not_needed'
  | 'no_tools'
  | 'context_too_small'
  | 'price_unknown'
  | 'over_ceiling';

/** A model that can serve the request, with what it would cost. */
export interface Candidate {
  model: CatalogueModel;
  provider: Provider;
  /** The request's bound, cut to what the model can write and to what the ceiling still pays. */
  maxOutputTokens: number;
  /** Counted input and predicted output at the catalogue's price. */
  expectedNanoUsd: number;
  /** Counted input's upper bound and `maxOutputTokens`; never exceeds the request's ceiling. */
  worstNanoUsd: number;
}

/** One line of the explanation: either a rank in the chain (0 is tried first) or why it was dropped. */
export interface RouteVerdict {
  model: string;
  provider: string;
  rank: number | null;
  dropped: { code: DropCode; reason: string } | null;
  expectedNanoUsd: number | null;
  worstNanoUsd: number | null;
}
