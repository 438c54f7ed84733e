import type { Asking, AskSink } from '../attempt/asking.ts';
import type { WireCall, WireEvent } from '../dialects/dialect.ts';
import { ProviderError } from '../provider-error.ts';
import { answerOffline } from './answer-offline.ts';

/** Asks the rules of this process as a vendor would be asked; a pace lets a person see the answer stream. */
export function askOffline(call: WireCall, paceMs: number, sink: AskSink): Asking {
  return new OfflineAsking(answerOffline(call), call.streamed ? paceMs : 0, sink);
}

class OfflineAsking implements Asking {
  readonly #events: Iterator<WireEvent>;
  readonly #paceMs: number;
  readonly #sink: AskSink;
  #paused = false;
  #over = false;

  constructor(events: Iterator<WireEvent>, paceMs: number, sink: AskSink) {
    this.#events = events;
    this.#paceMs = paceMs;
    this.#sink = sink;
    setImmediate(proceed, this);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    if (!this.#paused || this.#over) return;
    this.#paused = false;
    setImmediate(proceed, this);
  }

  abort(): void {
    this.#over = true;
  }

  release(): void {
    this.#over = true;
  }

  proceed(): void {
    if (this.#over || this.#paused) return;
    this.#sink.begun();
    try {
      for (;;) {
        const { value, done } = this.#events.next();
        if (done) return;
        this.#sink.read([value], null);
        if (this.#paceMs === 0 && value.type !== 'finish') continue;
        this.#sink.flush();
        if (this.#over || this.#paused) return;
        setTimeout(proceed, this.#paceMs, this);
        return;
      }
    } catch (error) {
      this.#sink.broke(new ProviderError('bad_answer', 'its rules failed', { cause: error }));
    }
  }
}

function proceed(asking: OfflineAsking): void {
  asking.proceed();
}
