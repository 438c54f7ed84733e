import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '@agent-factory/contracts';
import { chargeOf } from '../catalogue/cost-of.ts';
import { allFailed } from '../chain/all-failed.ts';
import { callOffers } from '../chain/call-offers.ts';
import type { ChainDeps } from '../chain/chain-deps.ts';
import { failureOf } from '../chain/failure-of.ts';
import { type Failure, nextStep } from '../chain/next-step.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { AttemptRecord, CallOptions, CallTokens, Embedded, EmbedRequest } from '../model-port.ts';
import { isProviderError, ProviderError } from '../provider-error.ts';
import type { Candidate } from '../routing/candidate.ts';
import { countTexts, type EmbedCount, embeddingCandidates } from './embedding-candidates.ts';
import { postEmbedding, type Vectors } from './post-embedding.ts';

/**
 * Turns texts into vectors, under the same keys, bounds, accounts and retries as an answer. Vectors of different models
 * do not compare, so whoever keeps them keeps `model` beside them and asks for it by name afterwards.
 */
export async function embed(deps: ChainDeps, request: EmbedRequest, options: CallOptions): Promise<Embedded> {
  const deadlineAt = performance.now() + (options.totalMs ?? deps.timeouts.totalMs);
  const counted = countTexts(request.input);
  const failures: Failure[] = [];
  const refused = new Set<VendorKey>();
  await Promise.all(deps.vendors.map((vendor) => vendor.refresh?.()));
  for (let round = 0; ; ) {
    throwIfCancelled(options.signal);
    const offers = callOffers(deps.vendors, { use: [] }, options, deps.turns, refused);
    const candidates = embeddingCandidates(request, offers, options, counted);
    const now = performance.now();
    const at = { now, leftMs: deadlineAt - now, random: Math.random };
    const step = nextStep(candidates, failures, round, deps.rules, at);
    if (step.kind === 'give_up') throw allFailed(failures);
    if (step.kind === 'wait') {
      // A caller that goes away meanwhile is noticed at the top of the loop.
      await sleep(Math.ceil(step.ms) + 1, undefined, { signal: options.signal }).catch(() => {});
      round += 1;
      continue;
    }
    const { candidate } = step;
    const offer = offers.find(({ provider }) => provider.id === candidate.provider.id);
    const key = offer === undefined ? null : deps.turns.next(offer.keys);
    if (offer === undefined || key === null) throw new Error('a candidate comes from no offer');
    const done = await tryEmbedding(deps, request, options, { candidate, key, counted, deadlineAt });
    if (!isProviderError(done)) return done;
    if (done.kind === 'rate_limited') deps.turns.limited(key, done.retryAfterSeconds);
    if (done.kind === 'auth') {
      deps.turns.refused(key);
      refused.add(key);
      if (key.ownKeyId !== null) deps.onKeyRefused?.(key.ownKeyId);
    }
    failures.push(failureOf(deps, offer, candidate, done, round, key));
  }
}

interface EmbedTry {
  candidate: Candidate;
  key: VendorKey;
  counted: EmbedCount;
  deadlineAt: number;
}

async function tryEmbedding(
  deps: ChainDeps,
  request: EmbedRequest,
  options: CallOptions,
  { candidate, key, counted, deadlineAt }: EmbedTry,
): Promise<Embedded | ProviderError> {
  const { accounts, timeouts } = deps;
  const { account, signal } = options;
  const { model, provider } = candidate;
  const ahead = {
    provider: provider.id,
    model: model.id,
    payer: key.payer,
    worstNanoUsd: candidate.worstNanoUsd,
  };
  const hold =
    accounts === undefined || account === undefined ? null : await accounts.reserve(account, ahead);
  const startedAt = performance.now();
  const timeoutMs = Math.min(timeouts.firstTokenMs, deadlineAt - startedAt);
  const result = await postEmbedding(deps, candidate, key, request, { signal, timeoutMs }).catch(asFailure);
  const failed = isProviderError(result);
  // What failed gave no vectors, and vendors bill none then; a call that we hung up on may be billed.
  const tokens = failed
    ? tokensOf(signal.aborted ? counted.expected : 0)
    : tokensOf(result.inputTokens ?? counted.expected);
  const record: AttemptRecord = {
    provider: provider.id,
    model: model.id,
    region: candidate.region,
    payer: key.payer,
    keyId: key.ownKeyId,
    outcome: signal.aborted ? 'cancelled' : failed ? 'failed' : 'answered',
    reason: failed ? result.message : null,
    tokens,
    costNanoUsd:
      failed && !signal.aborted ? 0 : chargeOf(model.price, { ...tokens, searches: 0, billedNanoUsd: null }),
    estimated: failed ? signal.aborted : result.inputTokens === null,
    firstTokenMs: null,
    durationMs: performance.now() - startedAt,
  };
  if (accounts !== undefined && account !== undefined && hold !== null) {
    const settled = accounts.settle(account, hold, record).catch(() => {});
    deps.settling.add(settled);
    void settled.then(() => deps.settling.delete(settled));
  }
  throwIfCancelled(signal);
  if (failed) return result;
  const { costNanoUsd, estimated } = record;
  return { provider: provider.id, model: model.id, vectors: result.vectors, tokens, costNanoUsd, estimated };
}

function asFailure(error: unknown): Vectors | ProviderError {
  if (isProviderError(error)) return error;
  return new ProviderError('bad_answer', 'its answer could not be read', { cause: error });
}

function tokensOf(input: number): CallTokens {
  return { input, output: 0, total: input, cachedInput: 0, cacheWrite: 0, reasoning: 0 };
}

function throwIfCancelled(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw isAppError(signal.reason)
    ? signal.reason
    : new AppError('cancelled', 'The call was cancelled.', { cause: signal.reason });
}
