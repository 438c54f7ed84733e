import { isAppError } from '@agent-factory/contracts';
import { Attempt, type AttemptEnd } from '../attempt/attempt.ts';
import { healthKey } from '../breaker/health-book.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { AttemptRecord, ModelRequest } from '../model-port.ts';
import { isProviderError, ProviderError, type ProviderErrorKind } from '../provider-error.ts';
import type { Candidate } from '../routing/candidate.ts';
import type { Hold } from '../spending/account-port.ts';
import { setAside } from '../spending/set-aside.ts';
import { askCandidate } from './ask-candidate.ts';
import type { CallOffer } from './call-offers.ts';
import type { CallState } from './call-state.ts';
import type { ChainDeps } from './chain-deps.ts';
import { healthKeyOf } from './conditions-of.ts';
import { recordOf } from './record-of.ts';
import { wireCallOf } from './wire-call-of.ts';

export interface Tried {
  candidate: Candidate;
  key: VendorKey;
  attempt: Attempt | null;
  end: AttemptEnd;
  record: AttemptRecord;
}

export interface TryOf {
  candidate: Candidate;
  offer: CallOffer;
  request: ModelRequest;
  inputTokens: number;
  /** Told when the attempt has begun, before anything comes of it. */
  began?(attempt: Attempt): void;
}

/**
 * One try: money set aside, the vendor asked, what came of it recorded and settled. Null when the breaker lets no call
 * through now; rejects with AppError `cost_ceiling` when an account has too little left, with nothing begun.
 */
export async function tryCandidate(deps: ChainDeps, state: CallState, what: TryOf): Promise<Tried | null> {
  const { candidate, offer, request } = what;
  const key = deps.turns.next(offer.keys);
  if (key === null) return null;
  const { provider, model, region } = candidate;
  const health = healthKeyOf({ provider: provider.id, model: model.id, region }, key);
  const passage = deps.breaker.enter(healthKey(health));
  if (passage === null) return null;

  let settleCeilings: (costNanoUsd: number) => void;
  try {
    settleCeilings = setAside(state.options.ceilings, candidate.worstNanoUsd);
  } catch (error) {
    passage.ended('nothing');
    throw error;
  }
  let hold: Hold | null = null;
  let attempt: Attempt | null = null;
  let end: AttemptEnd;
  try {
    hold = await reserve(deps, state, candidate, key);
    const call = wireCallOf(candidate, request, state.task, state.options.streamed);
    const ask = askCandidate(deps, offer.provider, key, call);
    const open = ask instanceof Promise ? await ask : ask;
    if (state.cancelled) end = nothingBegun({ kind: 'cancelled' });
    else {
      attempt = new Attempt(
        { timeouts: deps.timeouts, deadlineAt: state.deadlineAt, wantsRaw: state.wantsRaw },
        state.reader,
        open,
      );
      state.live.add(attempt);
      if (state.paused) attempt.pause();
      what.began?.(attempt);
      end = await attempt.ended;
      state.live.delete(attempt);
    }
  } catch (error) {
    if (hold === null && isAppError(error)) {
      settleCeilings(0);
      passage.ended('nothing');
      throw error;
    }
    const cause = { cause: error };
    end = nothingBegun({
      kind: 'failed',
      error: isProviderError(error)
        ? error
        : new ProviderError('unavailable', 'it could not be asked', cause),
    });
  }

  const record = recordOf(candidate, key, end, what.inputTokens);
  const { outcome } = end;
  passage.ended(verdictOf(end));
  if (outcome.kind === 'answered') {
    deps.turns.accepted(key);
    deps.book.answered(health, end.firstTokenMs);
  } else if (outcome.kind === 'failed') {
    deps.book.failed(health, outcome.error.message);
    if (outcome.error.kind === 'rate_limited') deps.turns.limited(key, outcome.error.retryAfterSeconds);
    if (outcome.error.kind === 'auth') refuseKey(deps, state, key);
  }
  state.records.push(record);
  state.spentNanoUsd += record.costNanoUsd ?? 0;
  state.watch?.attempt(record);
  settleCeilings(record.costNanoUsd ?? candidate.worstNanoUsd ?? 0);
  settle(deps, state, hold, record);
  return { candidate, key, attempt, end, record };
}

function reserve(deps: ChainDeps, state: CallState, candidate: Candidate, key: VendorKey) {
  const { account } = state.options;
  if (deps.accounts === undefined || account === undefined) return null;
  return deps.accounts.reserve(account, {
    provider: candidate.provider.id,
    model: candidate.model.id,
    payer: key.payer,
    worstNanoUsd: candidate.worstNanoUsd,
    number: state.records.length + state.live.size + 1,
  });
}

/** Goes on beside the answer; the port takes what waits along in front of the team's next reservation. */
function settle(
  { accounts, settling }: ChainDeps,
  { options: { account } }: CallState,
  hold: Hold | null,
  record: AttemptRecord,
): void {
  if (accounts === undefined || account === undefined || hold === null) return;
  const settled = accounts.settle(account, hold, record).catch(() => {});
  settling.add(settled);
  void settled.then(() => settling.delete(settled));
}

function refuseKey(deps: ChainDeps, state: CallState, key: VendorKey): void {
  deps.turns.refused(key);
  state.refusedKeys.add(key);
  if (key.ownKeyId !== null) deps.onKeyRefused?.(key.ownKeyId);
}

function nothingBegun(outcome: AttemptEnd['outcome']): AttemptEnd {
  return { outcome, begun: false, neverSent: true, text: '', aside: '', firstTokenMs: null, durationMs: 0 };
}

/** What the vendor is answerable for, for the breaker; recorded at the end of the stream. */
const counts: Record<ProviderErrorKind, boolean> = {
  unavailable: true,
  timed_out: true,
  truncated: true,
  bad_answer: true,
  // A name that the vendor does not know would be the first choice of every call, for as long as nobody counts.
  unknown_model: true,
  auth: false,
  rate_limited: false,
  invalid_request: false,
  context_length: false,
  content_filter: false,
};

function verdictOf({ outcome }: AttemptEnd): 'success' | 'failure' | 'nothing' {
  switch (outcome.kind) {
    case 'answered':
      return 'success';
    case 'failed':
      return counts[outcome.error.kind] ? 'failure' : 'nothing';
    case 'abandoned':
    case 'cancelled':
      return 'nothing';
  }
}
