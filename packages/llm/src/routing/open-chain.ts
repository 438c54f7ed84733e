import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelRequest } from '../model-port.ts';
import type { ProviderEvent } from '../providers/provider.ts';
import { isProviderError, ProviderError } from '../providers/provider-error.ts';
import { allFailed, type Failure } from './all-failed.ts';
import type { Candidate } from './candidate.ts';
import { type Attempt, openAttempt } from './open-attempt.ts';
import type { Timeouts } from './timeouts.ts';

export interface ChainOptions {
  timeouts: Timeouts;
  /** How often the chain is gone through again for failures that can pass; waits grow with full jitter. */
  retries: number;
  /** The longest `Retry-After` that is waited for; a longer one is handed to the caller. */
  longestWaitMs: number;
}

/** A model that has begun to answer. */
export interface Opened {
  candidate: Candidate;
  attempt: Attempt;
  /** Its first piece of output. */
  opening: ProviderEvent;
  /** Those tried before it. */
  failures: readonly Failure[];
}

/**
 * Tries the candidates in order until one begins to answer; the first piece of output is held back until then, so
 * that a change of model is invisible. This is the only retry loop there is. Throws AppError when all failed.
 */
export async function openChain(
  request: ModelRequest,
  candidates: readonly Candidate[],
  options: ChainOptions,
  signal: AbortSignal,
): Promise<Opened> {
  const failures: Failure[] = [];
  let pending = candidates;
  for (let round = 0; ; round++) {
    const failed: Failure[] = [];
    for (const candidate of pending) {
      if (isHopeless(candidate, [...failures, ...failed]) || isDown(candidate, failed)) continue;
      const attempt = openAttempt(candidate, request, options.timeouts, signal);
      try {
        const opening = await firstOutput(attempt);
        return { candidate, attempt, opening, failures: [...failures, ...failed] };
      } catch (error) {
        attempt.close();
        if (!isProviderError(error)) throw error;
        failed.push({ candidate, error });
      }
    }
    failures.push(...failed);
    const again = failed.filter(({ error }) => error.isRetryable);
    const waitMs = waitBefore(round, again);
    if (again.length === 0 || round >= options.retries || waitMs > options.longestWaitMs) {
      throw allFailed(failures);
    }
    await sleep(waitMs, undefined, { signal }).catch(() => {
      throw signal.reason;
    });
    pending = again.map(({ candidate }) => candidate);
  }
}

/** A refused key is refused for all models of its vendor; too long an input needs a larger model. */
function isHopeless(candidate: Candidate, failures: readonly Failure[]): boolean {
  return failures.some(
    ({ candidate: tried, error }) =>
      (error.kind === 'auth' && tried.provider === candidate.provider) ||
      (error.kind === 'context_length' && candidate.model.contextTokens <= tried.model.contextTokens),
  );
}

/** A vendor whose models fail one after the other is not asked for all of them. */
const mostOfOneVendor = 2;

function isDown(candidate: Candidate, failed: readonly Failure[]): boolean {
  const passing = failed.filter(
    ({ candidate: tried, error }) => tried.provider === candidate.provider && error.isRetryable,
  );
  return passing.length >= mostOfOneVendor;
}

async function firstOutput(attempt: Attempt): Promise<ProviderEvent> {
  for (;;) {
    const event = await attempt.next();
    if (event === null) throw new ProviderError('truncated', 'it ended without an answer');
    if (event.type !== 'progress') return event;
  }
}

/** Full jitter over 250 ms × 2ⁿ, or the longest wait that a vendor asked for. */
function waitBefore(round: number, failures: readonly Failure[]): number {
  const asked = failures.map(({ error }) => error.retryAfterSeconds ?? 0);
  return Math.max(Math.random() * 250 * 2 ** round, ...asked.map((seconds) => seconds * 1000));
}
