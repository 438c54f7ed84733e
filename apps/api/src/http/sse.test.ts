import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { receiveAll, receiveEvents } from '../testing/receive-events.ts';
import { type ServerSentEvent, sendEvents } from './sse.ts';

const opened: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

async function serve(source: AsyncIterable<ServerSentEvent>, signal: AbortSignal): Promise<string> {
  const app = Fastify();
  opened.push(app);
  app.get('/', (_request, reply) => sendEvents(reply, source, signal));
  return app.listen({ port: 0, host: '127.0.0.1' });
}

const never = new AbortController().signal;

describe('sendEvents', () => {
  test('headers arrive before the first event exists, and each event as it happens', async () => {
    const first = Promise.withResolvers<ServerSentEvent>();
    async function* source() {
      yield await first.promise;
      yield { id: '2', event: 'b', data: { text: 'line one\nline two' } };
    }
    const response = await fetch(await serve(source(), never));
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-transform');

    first.resolve({ id: '1', event: 'a', data: 1 });
    expect(await receiveAll(response)).toEqual([
      { id: '1', event: 'a', data: '1' },
      { id: '2', event: 'b', data: '{"text":"line one\\nline two"}' },
    ]);
  });

  test('a comment each 15 s keeps an idle stream open', async () => {
    async function* source(): AsyncGenerator<ServerSentEvent> {
      yield { id: '1', event: 'a', data: 1 };
      await new Promise(() => {});
    }
    const closing = new AbortController();
    const url = await serve(source(), closing.signal);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const response = await fetch(url);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let seen = '';
      const readUntil = async (wanted: string) => {
        while (!seen.includes(wanted)) seen += (await reader?.read())?.value ?? '';
      };
      await readUntil('id: 1');
      await vi.advanceTimersByTimeAsync(15_000);
      await readUntil(': still here\n\n');
      closing.abort();
    } finally {
      vi.useRealTimers();
    }
  });

  test('ends in good order when the signal fires while the source waits', async () => {
    const closing = new AbortController();
    async function* source(): AsyncGenerator<ServerSentEvent> {
      yield { id: '1', event: 'a', data: 1 };
      await new Promise(() => {});
    }
    const response = await fetch(await serve(source(), closing.signal));
    const events = receiveEvents(response.body as ReadableStream<Uint8Array>);
    expect((await events.next()).value).toMatchObject({ id: '1' });
    closing.abort();
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('a failure in the middle is told as an event, without its text', async () => {
    // biome-ignore lint/correctness/useYield: it fails before it can
    async function* source(): AsyncGenerator<ServerSentEvent> {
      throw new Error('password of the database');
    }
    const response = await fetch(await serve(source(), never));
    const text = await response.text();
    expect(text).toContain('event: error\n');
    expect(text).toContain('"code":"internal"');
    expect(text).not.toContain('password');
  });
});
