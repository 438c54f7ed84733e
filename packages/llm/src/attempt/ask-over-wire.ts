import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'undici';
import type { Decoder, Dialect, WireCall } from '../dialects/dialect.ts';
import { readHttpError } from '../dialects/read-error.ts';
import { isProviderError, ProviderError } from '../provider-error.ts';
import { Exchange, type ExchangeSink } from '../transport/exchange.ts';
import { type Framer, frameTooLong, longestFrame } from '../transport/framer.ts';
import { NdjsonFramer } from '../transport/ndjson-framer.ts';
import { SseFramer } from '../transport/sse-framer.ts';
import type { Asking, AskSink } from './asking.ts';

/** Where one vendor is asked, and with which key. */
export interface WireAccess {
  pool: Pool;
  /** The path of the base URL, without a slash at its end. */
  prefix: string;
  dialect: Dialect;
  /** Null for services that take no key. */
  secret: string | null;
  /** Whether the vendor's JSON is handed on beside the events. */
  passesRaw: boolean;
}

/** What is read of an error's body. */
const longestError = 64 * 1024;
const openBrace = 123;

/** Sends a call in its vendor's dialect and reads the answer as it comes; the pieces hold no promise. */
export function askOverWire(access: WireAccess, call: WireCall, sink: AskSink): Asking {
  return new WireAsking(access, call, sink);
}

class WireAsking implements Asking, ExchangeSink {
  readonly #sink: AskSink;
  readonly #decoder: Decoder;
  readonly #passesRaw: boolean;
  readonly #streamed: boolean;
  readonly #framing: Dialect['framing'];
  /** Null while it is being opened, which can fail at once. */
  #exchange: Exchange | null = null;
  #over = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  /** Set once the answer is known to come in frames; a whole body is gathered otherwise. */
  #framer: Framer | null = null;
  #body: Buffer[] = [];
  #bodyLength = 0;

  constructor({ pool, prefix, dialect, secret, passesRaw }: WireAccess, call: WireCall, sink: AskSink) {
    this.#sink = sink;
    this.#decoder = dialect.decoder(call);
    this.#passesRaw = passesRaw;
    this.#streamed = call.streamed;
    this.#framing = dialect.framing;
    const wire = dialect.encode(call);
    this.#exchange = new Exchange(
      pool,
      {
        method: 'POST',
        path: prefix + wire.path,
        headers: {
          'content-type': 'application/json',
          accept: call.streamed && dialect.framing === 'sse' ? 'text/event-stream' : 'application/json',
          ...wire.headers,
          ...(secret === null ? undefined : dialect.authorise(secret)),
        },
        body: wire.body,
      },
      this,
    );
  }

  pause(): void {
    this.#exchange?.pause();
  }

  resume(): void {
    this.#exchange?.resume();
  }

  abort(): void {
    this.#over = true;
    this.#exchange?.abort();
  }

  release(): void {
    this.#over = true;
    this.#exchange?.release();
  }

  answered(status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
    if (status < 200 || status >= 300) return;
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      this.#fail(new ProviderError('bad_answer', 'its answer is compressed, which was not asked for'));
      return;
    }
    const type = String(headers['content-type'] ?? '').toLowerCase();
    if (type.startsWith('text/html')) {
      this.#fail(new ProviderError('bad_answer', 'it answered with a page instead of an answer'));
      return;
    }
    // A JSON value where a stream was asked for: an error said with status 200, or a whole answer after all.
    const whole = this.#framing === 'sse' && type.startsWith('application/json');
    if (this.#streamed && !whole) {
      const onFrame = (data: string, event: string) => this.#frame(data, event);
      this.#framer = this.#framing === 'sse' ? new SseFramer(onFrame) : new NdjsonFramer(onFrame);
    }
    this.#sink.begun();
  }

  chunk(bytes: Buffer): void {
    if (this.#over) return;
    try {
      if (this.#framer === null) this.#gather(bytes);
      else {
        this.#framer.push(bytes);
        this.#sink.flush();
      }
    } catch (error) {
      this.#fail(asProviderError(error));
    }
  }

  ended(): void {
    if (this.#over) return;
    try {
      if (this.#status >= 300) throw readHttpError(this.#status, this.#headers, this.#text());
      if (this.#framer === null) this.#readWhole();
      else {
        this.#framer.end();
        this.#sink.read(this.#decoder.end(), null);
      }
      this.#sink.flush();
    } catch (error) {
      this.#fail(asProviderError(error));
    }
  }

  broke(error: ProviderError): void {
    if (this.#over) return;
    if (this.#status === 0 || this.#status >= 300) {
      this.#fail(this.#status === 0 ? error : readHttpError(this.#status, this.#headers, this.#text()));
      return;
    }
    // The vendor may have said that it is done before its connection broke; then nothing is missing.
    try {
      this.#sink.read(this.#decoder.end(), null);
      this.#sink.flush();
    } catch (cut) {
      this.#fail(asProviderError(cut));
    }
  }

  #frame(data: string, event: string): void {
    if (this.#over) return;
    const raw = this.#passesRaw && data.charCodeAt(0) === openBrace ? data : null;
    this.#sink.read(this.#decoder.read(data, event), raw);
  }

  #gather(bytes: Buffer): void {
    this.#bodyLength += bytes.length;
    if (this.#status >= 300) {
      if (this.#bodyLength - bytes.length < longestError) this.#body.push(bytes);
    } else {
      if (this.#bodyLength > longestFrame) throw frameTooLong();
      this.#body.push(bytes);
    }
  }

  #text(): string {
    const [only] = this.#body;
    return (this.#body.length === 1 && only !== undefined ? only : Buffer.concat(this.#body)).toString(
      'utf8',
    );
  }

  #readWhole(): void {
    const body = this.#text();
    this.#sink.read(this.#decoder.readWhole(body), this.#passesRaw && !this.#streamed ? body : null);
  }

  #fail(error: ProviderError): void {
    if (this.#over) return;
    this.abort();
    // What came whole before the fault is handed on first; it is part of what was written.
    this.#sink.flush();
    this.#sink.broke(error);
  }
}

function asProviderError(error: unknown): ProviderError {
  if (isProviderError(error)) return error;
  return new ProviderError('bad_answer', 'its answer could not be read', { cause: error });
}
