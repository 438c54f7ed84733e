import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../errors/problem.ts';
import { toAppError } from '../errors/to-app-error.ts';

/** One server-sent event; `id` is what a client sends back as `Last-Event-ID`. */
export interface ServerSentEvent {
  id?: string;
  event: string;
  data: unknown;
}

const heartbeatMs = 15_000;
const reconnectMs = 2_000;

/**
 * Sends events as they come (https://html.spec.whatwg.org/multipage/server-sent-events.html), with a comment
 * every 15 s so that proxies keep an idle stream open. `signal` ends the stream in good order: the
 * answer is completed and the client reconnects from its last event.
 */
export function sendEvents(
  reply: FastifyReply,
  events: AsyncIterable<ServerSentEvent>,
  signal: AbortSignal,
): FastifyReply {
  return reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-cache, no-transform')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(frames(events, signal, reply.request), { objectMode: true }));
}

async function* frames(
  events: AsyncIterable<ServerSentEvent>,
  signal: AbortSignal,
  request: FastifyRequest,
): AsyncGenerator<string> {
  const iterator = events[Symbol.asyncIterator]();
  const ended = new Promise<'ended'>((resolve) => {
    if (signal.aborted) resolve('ended');
    else signal.addEventListener('abort', () => resolve('ended'), { once: true });
  });
  try {
    // Written at once, so that headers leave before the first event is there.
    yield `retry: ${reconnectMs}\n\n`;
    let next = iterator.next();
    for (;;) {
      const result = await firstOf(next, ended);
      if (result === 'heartbeat') {
        yield ': still here\n\n';
        continue;
      }
      if (result === 'ended' || result.done) return;
      yield frameOf(result.value);
      next = iterator.next();
    }
  } catch (error) {
    // The status is long sent, so a failure can only be told as an event.
    const appError = toAppError(error);
    if (appError.code === 'internal') request.log.error({ err: error }, 'a stream broke');
    yield frameOf({ event: 'error', data: problemOf(appError, request.id) });
  } finally {
    // Not awaited: a source that waits for its next event ends when its own signal fires.
    iterator.return?.().catch(() => undefined);
  }
}

async function firstOf<T>(next: Promise<T>, ended: Promise<'ended'>): Promise<T | 'ended' | 'heartbeat'> {
  let timer: NodeJS.Timeout | undefined;
  const heartbeat = new Promise<'heartbeat'>((resolve) => {
    timer = setTimeout(() => resolve('heartbeat'), heartbeatMs);
  });
  try {
    return await Promise.race([next, ended, heartbeat]);
  } finally {
    clearTimeout(timer);
  }
}

function frameOf({ id, event, data }: ServerSentEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
