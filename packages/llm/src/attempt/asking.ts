import type { WireEvent } from '../dialects/dialect.ts';
import type { ProviderError } from '../provider-error.ts';

/** Hears of one question to a model. After `broke`, or a `finish` among the events, it hears no more. */
export interface AskSink {
  /** The vendor has accepted the request and begins to answer. */
  begun(): void;
  /** What one frame says; `raw` is its JSON where the vendor speaks the dialect that callers speak. */
  read(events: readonly WireEvent[], raw: string | null): void;
  /** All that came in one piece from the network has been read. */
  flush(): void;
  broke(error: ProviderError): void;
}

/** A question under way, whoever answers it: a vendor over HTTP or rules in this process. */
export interface Asking {
  pause(): void;
  resume(): void;
  /** Ends it at once; the vendor's connection is closed. */
  abort(): void;
  /** The answer is complete; what remains of the connection may be used again. */
  release(): void;
}
