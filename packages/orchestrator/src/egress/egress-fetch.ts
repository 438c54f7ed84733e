import type { EgressClient, EgressMethod } from './egress-client.ts';

const methods: readonly EgressMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const withoutBody = [204, 205, 304];

export interface EgressFetchOptions {
  /** For each exchange, its body included. */
  timeoutMs?: number;
  /** What a body may have; beyond it reading fails with `payload_too_large`. */
  maxBytes?: number;
  /** Stops every exchange, beside the signal that the caller of fetch gives. */
  signal?: AbortSignal;
}

/**
 * `fetch` over the egress client, for SDKs that let one be given: the same checks as every other way out, and
 * bodies as they come. Rejects with the client's AppErrors in place of a TypeError.
 */
export function egressFetch(egress: EgressClient, options: EgressFetchOptions = {}): typeof globalThis.fetch {
  return async (input, init) => {
    // Before the platform's own parser, whose TypeError says nothing to anybody.
    if (typeof input === 'string') egress.check(input);
    const request = new Request(input, init);
    const method = methods.find((each) => each === request.method);
    if (method === undefined) throw new TypeError(`The method ${request.method} is not sent.`);
    const bytes = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
    const signals = [request.signal, ...(options.signal === undefined ? [] : [options.signal])];
    const answer = await egress.open({
      url: request.url,
      method,
      headers: Object.fromEntries(request.headers),
      ...(bytes === null ? {} : { body: bytes }),
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
      ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
      followRedirects: request.redirect === 'follow',
      signal: AbortSignal.any(signals),
    });
    const isEmpty = method === 'HEAD' || withoutBody.includes(answer.status);
    if (isEmpty) for await (const _ of answer.body);
    const response = new Response(isEmpty ? null : streamOf(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
    return Object.defineProperty(response, 'url', { value: answer.url });
  };
}

/** `ReadableStream.from`, which the browser's types, under which the pages see this file, do not have. */
function streamOf(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
