import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ProviderError } from '../provider-error.ts';
import { networkFailure } from './network-failure.ts';

/** Hears of one exchange: `answered`, chunks, then `ended` or `broke`, and nothing after either or after `abort`. */
export interface ExchangeSink {
  answered(status: number, headers: IncomingHttpHeaders): void;
  chunk(bytes: Buffer): void;
  ended(): void;
  broke(error: ProviderError): void;
}

export interface ExchangeRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

/** How long the end of a body is waited for once its content is complete; some servers keep it open. */
const graceMs = 100;

const hungUp = new Error('nobody reads this answer any more');

/** One HTTP request and its answer, pushed as it comes. */
export class Exchange implements Dispatcher.DispatchHandler {
  #sink: ExchangeSink | null;
  #controller: Dispatcher.DispatchController | null = null;
  #aborted = false;
  #paused = false;
  #over = false;

  constructor(dispatcher: Dispatcher, request: ExchangeRequest, sink: ExchangeSink) {
    this.#sink = sink;
    dispatcher.dispatch(request, this);
  }

  pause(): void {
    this.#paused = true;
    this.#controller?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#controller?.resume();
  }

  /** Hangs up; the sink hears no more. */
  abort(): void {
    this.#sink = null;
    if (this.#over || this.#aborted) return;
    this.#aborted = true;
    // Not connected yet: `onRequestStart` sees the mark, so that the request is never sent.
    this.#controller?.abort(hungUp);
  }

  /** The content is complete: lets the body run out, so that its connection can be used again. */
  release(): void {
    this.#sink = null;
    if (this.#over) return;
    if (this.#paused) this.resume();
    setTimeout(abortLate, graceMs, this).unref();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#aborted) controller.abort(hungUp);
    else if (this.#paused) controller.pause();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status >= 200) this.#sink?.answered(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#sink?.chunk(chunk);
  }

  onResponseEnd(): void {
    this.#over = true;
    const sink = this.#sink;
    this.#sink = null;
    sink?.ended();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#over = true;
    const sink = this.#sink;
    this.#sink = null;
    sink?.broke(networkFailure(error));
  }
}

function abortLate(exchange: Exchange): void {
  exchange.abort();
}
