import { setTimeout as sleep } from 'node:timers/promises';
import { VendorFailure } from './vendor-failure.ts';

/**
 * The JSON values of a stream of server-sent events (WHATWG HTML, 9.2), as vendors use it: one value in the data
 * of each event, `[DONE]` at the end of some, errors as values of their own.
 */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  let data = '';
  let done = false;
  for await (const bytes of endingWith(body, () => done)) {
    if (done) continue;
    rest += decoder.decode(bytes, { stream: true });
    let start = 0;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', start)) {
      const line = rest.slice(start, rest[end - 1] === '\r' ? end - 1 : end);
      start = end + 1;
      if (line.startsWith('data:')) data += (data === '' ? '' : '\n') + line.slice(line[5] === ' ' ? 6 : 5);
      else if (line === '' && data !== '') {
        const text = data;
        data = '';
        done ||= text === '[DONE]';
        if (!done) yield parseEvent(text);
      }
    }
    rest = rest.slice(start);
  }
}

/** How long the end of a body is waited for once its content is complete. */
const graceMs = 100;

/**
 * Reads a body to its end, so that its connection can be used again, but waits for that end only so long once
 * `isDone`: some servers keep the connection open after their last event.
 */
async function* endingWith(
  body: AsyncIterable<Uint8Array>,
  isDone: () => boolean,
): AsyncGenerator<Uint8Array> {
  const source = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = isDone()
        ? Promise.race([source.next(), sleep(graceMs, null, { ref: false })])
        : source.next();
      const step = await next;
      if (step === null || step.done) return;
      yield step.value;
    }
  } finally {
    await source.return?.();
  }
}

function parseEvent(data: string): unknown {
  const value: unknown = JSON.parse(data);
  const error = errorIn(value);
  if (error !== undefined) throw new VendorFailure(undefined, new Headers(), error);
  return value;
}

/** OpenAI and Anthropic put it under `error`; the Responses API sends `error` and `response.failed` events. */
function errorIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('error' in value && value.error) return value.error;
  if (!('type' in value)) return undefined;
  if (value.type === 'error') return value;
  return value.type === 'response.failed' ? value : undefined;
}
