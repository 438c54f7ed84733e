import type { ProviderError } from '../provider-error.ts';
import type { Candidate } from '../routing/candidate.ts';

/** A model that did not answer, as the choice of the next one needs it. Times are of `performance.now()`. */
export interface Failure {
  candidate: Candidate;
  error: ProviderError;
  round: number;
  /** The earliest moment at which the vendor wants to be asked again. */
  retryAt: number;
  /** Whether the fault was not the model's: another key, or an older protocol, is to be tried at once. */
  tryAgain: boolean;
}

export interface ChainRules {
  /** How often the chain is gone through again for failures that can pass. */
  retries: number;
  /** The longest `Retry-After` that is waited for; a longer one is handed to the caller. */
  longestWaitMs: number;
}

export type Step = { kind: 'try'; candidate: Candidate } | { kind: 'wait'; ms: number } | { kind: 'give_up' };

const giveUp: Step = { kind: 'give_up' };

/** A vendor whose models fail one after the other is not asked for all of them. */
const mostOfOneVendor = 2;

/**
 * What to do next, from what failed so far: the first candidate that this round has not tried and that is not
 * hopeless; at the end of a round a wait and another round for what can pass. The only retry loop there is.
 */
export function nextStep(
  candidates: readonly Candidate[],
  failures: readonly Failure[],
  round: number,
  rules: ChainRules,
  at: { now: number; leftMs: number; random(): number },
): Step {
  if (failures.some(({ error }) => error.kind === 'content_filter')) return giveUp;
  const hopeful = candidates.filter((candidate) => !isHopeless(candidate, failures));
  const candidate = hopeful.find(
    (one) => isOpen(one, failures, round, at.now) && !isDown(one, failures, round),
  );
  if (candidate !== undefined) return { kind: 'try', candidate };
  if (round >= rules.retries) return giveUp;
  const waits = hopeful.flatMap((one) => {
    const last = failures.findLast((failure) => isSame(failure.candidate, one));
    if (last === undefined) return [];
    const asked = last.error.retryAfterSeconds === undefined ? 0 : last.retryAt - at.now;
    return Math.max(at.random() * 250 * 2 ** round, asked);
  });
  const ms = Math.min(...waits.filter((wait) => wait <= rules.longestWaitMs));
  return Number.isFinite(ms) && ms < at.leftMs ? { kind: 'wait', ms } : giveUp;
}

function isSame(a: Candidate, b: Candidate): boolean {
  return a.model.id === b.model.id && a.payer === b.payer;
}

/** A team's refused key says nothing of the platform's. */
function isOfSameKeys(a: Candidate, b: Candidate): boolean {
  return a.provider.id === b.provider.id && a.payer === b.payer;
}

/** What cannot pass by waiting: a model refuses this request; too long an input needs a larger model. */
function isHopeless(candidate: Candidate, failures: readonly Failure[]): boolean {
  return failures.some(
    ({ candidate: tried, error, tryAgain }) =>
      (isSame(tried, candidate) && !error.isRetryable && !tryAgain) ||
      (error.kind === 'auth' && !tryAgain && isOfSameKeys(tried, candidate)) ||
      (error.kind === 'context_length' && candidate.model.contextTokens <= tried.model.contextTokens),
  );
}

/** Whether this round may still try it: once, and once more for each further key; later rounds when it is due. */
function isOpen(candidate: Candidate, failures: readonly Failure[], round: number, now: number): boolean {
  const last = failures.findLast((failure) => isSame(failure.candidate, candidate));
  if (last === undefined) return round === 0;
  if (last.tryAgain) return true;
  return last.round < round && last.retryAt <= now;
}

function isDown(candidate: Candidate, failures: readonly Failure[], round: number): boolean {
  const passing = failures.filter(
    (failure) =>
      failure.round === round &&
      !failure.tryAgain &&
      failure.candidate.provider.id === candidate.provider.id &&
      failure.error.isRetryable,
  );
  return passing.length >= mostOfOneVendor;
}
