import type { WireEvent } from '../dialects/dialect.ts';
import type { AnswerPiece, FinishReason } from '../model-port.ts';
import { isProviderError, ProviderError } from '../provider-error.ts';
import type { VendorUsage } from '../tokens/vendor-usage.ts';
import { neverSent } from '../transport/network-failure.ts';
import type { Asking, AskSink } from './asking.ts';
import type { Timeouts } from './timeouts.ts';

/** What came of one try. `abandoned`: another model answered first; `cancelled`: the caller went away. */
export type AttemptOutcome =
  | { kind: 'answered'; finishReason: FinishReason; usage: VendorUsage | null }
  | { kind: 'failed'; error: ProviderError }
  | { kind: 'abandoned' }
  | { kind: 'cancelled' };

export interface AttemptEnd {
  outcome: AttemptOutcome;
  /** Whether the vendor had begun to answer, so that it may bill. */
  begun: boolean;
  /** Whether the request certainly never reached it, so that it cannot. */
  neverSent: boolean;
  /** The text that it wrote. */
  text: string;
  /** Calls and shown thinking, which count as output as well. */
  aside: string;
  /** From sending to the first content; null if none came. */
  firstTokenMs: number | null;
  durationMs: number;
}

/** Takes what an attempt says, from its first content on; what came before that comes along with it. */
export interface AttemptReader {
  take(attempt: Attempt, pieces: readonly AnswerPiece[]): void;
}

export interface AttemptTerms {
  timeouts: Timeouts;
  /** On the clock of `performance.now()`, shared by all attempts of a call. */
  deadlineAt: number;
  /** Whether the reader passes on the vendor's own JSON. */
  wantsRaw: boolean;
}

/**
 * One try of one model with one key, under its clocks: first token, stall, and what is left of the call's deadline.
 * One timer serves all of them; a chunk only notes its time.
 */
export class Attempt implements AskSink {
  readonly ended: Promise<AttemptEnd>;
  readonly #reader: AttemptReader;
  readonly #terms: AttemptTerms;
  readonly #startedAt = performance.now();
  #resolve: (end: AttemptEnd) => void = () => {};
  #asking: Asking | null = null;
  #timer: NodeJS.Timeout | null = null;
  #timerAt = 0;
  #batch: AnswerPiece[] = [];
  #finish: Extract<WireEvent, { type: 'finish' }> | null = null;
  #lastSignAt: number | null = null;
  #firstContentAt: number | null = null;
  #pausedAt: number | null = null;
  #text = '';
  #aside = '';
  #begun = false;
  #over = false;

  constructor(terms: AttemptTerms, reader: AttemptReader, ask: (sink: AskSink) => Asking) {
    this.#terms = terms;
    this.#reader = reader;
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#arm(this.#startedAt);
    try {
      this.#asking = ask(this);
    } catch (error) {
      this.broke(isProviderError(error) ? error : unaskable(error));
    }
    // It may have failed before there was anything to hang up on.
    if (this.#over) this.#asking?.abort();
  }

  pause(): void {
    this.#pausedAt ??= performance.now();
    this.#asking?.pause();
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    // The stall clock stood still meanwhile.
    if (this.#lastSignAt !== null) this.#lastSignAt += performance.now() - this.#pausedAt;
    this.#pausedAt = null;
    this.#asking?.resume();
  }

  stop(kind: 'abandoned' | 'cancelled'): void {
    this.#conclude({ kind });
  }

  begun(): void {
    this.#begun = true;
  }

  read(events: readonly WireEvent[], raw: string | null): void {
    if (this.#over) return;
    let carried = this.#terms.wantsRaw ? raw : null;
    for (const event of events) {
      switch (event.type) {
        case 'progress':
          // A piece of a call is content only for those who pass on the vendor's JSON.
          if (event.ofCall === true && carried !== null) this.#noteContent();
          continue;
        case 'finish':
          this.#finish = event;
          continue;
        case 'text':
          this.#text += event.text;
          break;
        case 'reasoning':
          this.#aside += event.text;
          break;
        case 'tool_call':
          this.#aside += event.call.name + JSON.stringify(event.call.arguments);
          break;
      }
      this.#noteContent();
      this.#batch.push({ event, raw: carried });
      carried = null;
    }
    if (carried !== null) {
      this.#batch.push({ event: null, raw: carried });
    }
    if (events.length > 0) this.#noteSign();
  }

  flush(): void {
    if (this.#over) return;
    const batch = this.#batch;
    // Until content comes, another model's answer can still take the place of this one.
    if (batch.length > 0 && (this.#firstContentAt !== null || this.#finish !== null)) {
      this.#batch = [];
      this.#reader.take(this, batch);
    }
    if (this.#finish !== null) {
      this.#conclude({
        kind: 'answered',
        finishReason: this.#finish.finishReason,
        usage: this.#finish.usage,
      });
    }
  }

  broke(error: ProviderError): void {
    this.#conclude({ kind: 'failed', error });
  }

  #noteSign(): void {
    const now = performance.now();
    const first = this.#lastSignAt === null;
    this.#lastSignAt = now;
    if (!first || this.#timerAt <= now + this.#terms.timeouts.stallMs) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#arm(now);
  }

  #noteContent(): void {
    this.#firstContentAt ??= performance.now();
  }

  #conclude(outcome: AttemptOutcome): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (outcome.kind === 'answered') this.#asking?.release();
    else this.#asking?.abort();
    this.#resolve({
      outcome,
      begun: this.#begun,
      neverSent: outcome.kind === 'failed' && neverSent(outcome.error),
      text: this.#text,
      aside: this.#aside,
      firstTokenMs: this.#firstContentAt === null ? null : this.#firstContentAt - this.#startedAt,
      durationMs: performance.now() - this.#startedAt,
    });
  }

  #arm(now: number): void {
    const dueAt = Math.min(this.#dueAt(now), this.#terms.deadlineAt);
    this.#timerAt = dueAt;
    this.#timer = setTimeout(look, Math.max(1, Math.ceil(dueAt - now)), this);
  }

  /** When the silence becomes too long, unless a sign comes. */
  #dueAt(now: number): number {
    const { firstTokenMs, stallMs } = this.#terms.timeouts;
    if (this.#lastSignAt === null) return this.#startedAt + firstTokenMs;
    return (this.#pausedAt === null ? this.#lastSignAt : now) + stallMs;
  }

  look(): void {
    const now = performance.now();
    const { deadlineAt, timeouts } = this.#terms;
    if (now >= deadlineAt) {
      this.broke(new ProviderError('timed_out', 'the time for the whole call was over'));
    } else if (now < this.#dueAt(now)) this.#arm(now);
    else if (this.#lastSignAt === null) {
      this.broke(new ProviderError('timed_out', `no answer within ${timeouts.firstTokenMs} ms`));
    } else this.broke(new ProviderError('timed_out', `nothing more for ${timeouts.stallMs} ms`));
  }
}

function unaskable(cause: unknown): ProviderError {
  return new ProviderError('invalid_request', 'the request could not be put in its terms', { cause });
}

function look(attempt: Attempt): void {
  attempt.look();
}
