import type { ModelRequest } from '../model-port.ts';
import type { Candidate } from '../routing/candidate.ts';
import type { CallState } from './call-state.ts';
import type { ChainDeps } from './chain-deps.ts';

/**
 * The candidate to ask beside a slow one, and after how long: the p95 of what the first one's calls took. Null
 * where hedging was not asked for, would call tools twice, or has no room under the ceiling and the caps.
 */
export function hedgeFor(
  { book }: ChainDeps,
  { options, spentNanoUsd }: CallState,
  request: ModelRequest,
  first: Candidate,
  others: readonly Candidate[],
): { candidate: Candidate; afterMs: number } | null {
  if (options.hedge !== true || request.tools.length > 0) return null;
  const { provider, model, region } = first;
  const afterMs = book.latencies({ provider: provider.id, model: model.id, region })?.p95() ?? null;
  if (afterMs === null) return null;
  const bounds = [request.maxCostNanoUsd, ...(options.caps ?? []).map(({ nanoUsd }) => nanoUsd)];
  const tightest = Math.min(...bounds.filter((bound) => bound !== null));
  const candidate = others.find(
    (one) =>
      one.model.id !== model.id &&
      spentNanoUsd + (first.worstNanoUsd ?? 0) + (one.worstNanoUsd ?? 0) <= tightest,
  );
  return candidate === undefined ? null : { candidate, afterMs };
}
