import type { ModelRequest } from '../model-port.ts';
import type { ProviderEvent } from '../providers/provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import type { Candidate } from './candidate.ts';
import { tierOf } from './task-traits.ts';
import type { Timeouts } from './timeouts.ts';

/** One try of one model: its events one by one, then null. */
export interface Attempt {
  next(): Promise<ProviderEvent | null>;
  /** Ends it, finished or not; a vendor that still writes is stopped. */
  close(): void;
}

const abandoned = new Error('nobody reads this answer any more');

/**
 * Begins to ask a model, under clocks of its own. Whatever the vendor's client makes of an abort (some end their
 * stream in silence), the reason of the abort is what is thrown.
 */
export function openAttempt(
  candidate: Candidate,
  request: ModelRequest,
  timeouts: Timeouts,
  signal: AbortSignal,
): Attempt {
  const controller = new AbortController();
  const forward = () => controller.abort(signal.reason);
  signal.addEventListener('abort', forward, { once: true });
  if (signal.aborted) forward();
  const expire = (what: string) => controller.abort(new ProviderError('timed_out', what));
  let clock = setTimeout(expire, timeouts.firstTokenMs, `no answer within ${timeouts.firstTokenMs} ms`);
  let events: AsyncIterator<ProviderEvent> | undefined;
  let begun = false;
  let finished = false;

  async function next(): Promise<ProviderEvent | null> {
    try {
      controller.signal.throwIfAborted();
      events ??= (await candidate.provider.open(callOf(candidate, request), controller.signal))[
        Symbol.asyncIterator
      ]();
      const step = await events.next();
      controller.signal.throwIfAborted();
      if (step.done) {
        finished = true;
        return null;
      }
      if (step.value.type === 'finish') finished = true;
      if (begun) clock.refresh();
      else {
        begun = true;
        clearTimeout(clock);
        clock = setTimeout(expire, timeouts.stallMs, `nothing more for ${timeouts.stallMs} ms`);
      }
      return step.value;
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : error;
    }
  }

  return {
    next,
    close() {
      clearTimeout(clock);
      signal.removeEventListener('abort', forward);
      if (!finished) controller.abort(abandoned);
      finished = true;
    },
  };
}

function callOf(candidate: Candidate, request: ModelRequest) {
  const { messages, tools, outputSchema, temperature } = request;
  return {
    model: candidate.model,
    messages,
    tools,
    maxOutputTokens: candidate.maxOutputTokens,
    effort: tierOf[request.task] === 1 ? ('low' as const) : ('medium' as const),
    ...(outputSchema === undefined ? {} : { outputSchema }),
    ...(temperature === undefined || !candidate.model.temperature ? {} : { temperature }),
  };
}
