import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { AppError } from '@agent-factory/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import type { ModelEvent } from '../model-port.ts';
import { finishEvent } from '../testing/finish-event.ts';
import { createGateway } from './create-gateway.ts';
import type { AgentCall } from './gateway-port.ts';

const servers: Server[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const nothing = () => {
  throw new Error('no model is asked');
};

async function serve(events: (call: AgentCall) => AsyncIterable<ModelEvent>, closing?: AbortSignal) {
  const server = createServer(
    createGateway({
      router: { dispatch: nothing, embed: nothing },
      admit: async () => ({
        options: {},
        runAgent: async (call) => ({ runId: 'run_1', threadId: 'thr_1', events: events(call) }),
      }),
      ...(closing === undefined ? {} : { closing }),
    }),
  );
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return (change: object = {}, leave = new AbortController()) =>
    fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: 'POST',
      signal: leave.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'agent:adder',
        messages: [{ role: 'user', content: 'hello' }],
        stream: true,
        ...change,
      }),
    });
}

function readerOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  return async (wanted: string) => {
    while (!seen.includes(wanted)) {
      const next = await reader?.read();
      if (next?.done !== false) throw new Error(`the stream ended before "${wanted}"`);
      seen += next.value;
    }
    return seen;
  };
}

test('an agent that is silent for 15 s is said to be still at work, and its answer follows', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const begun = Promise.withResolvers<void>();
  const said = Promise.withResolvers<void>();
  const ask = await serve(async function* () {
    begun.resolve();
    await said.promise;
    yield { type: 'text', text: 'done' };
    yield finishEvent();
  });
  const asked = ask();
  await begun.promise;
  await vi.advanceTimersByTimeAsync(15_000);
  const response = await asked;
  expect(response.headers.get('x-run-id')).toBe('run_1');
  expect(response.headers.get('x-thread-id')).toBe('thr_1');
  const readUntil = readerOf(response);
  await readUntil(': still here\n\n');
  said.resolve();
  const all = await readUntil('[DONE]');
  expect(all).toContain('"content":"done"');
  expect(vi.getTimerCount()).toBe(0);
});

test('a refusal before the first piece is a status, and still names the run', async () => {
  // biome-ignore lint/correctness/useYield: it is refused before it says anything
  const ask = await serve(async function* () {
    throw new AppError('invariant_violated', 'A rule forbids it.');
  });
  for (const stream of [true, false]) {
    const response = await ask({ stream });
    expect(response.status).toBe(422);
    expect(response.headers.get('x-run-id')).toBe('run_1');
    expect(await response.json()).toMatchObject({ error: { code: 'invariant_violated' } });
  }
});

test('the signal of an agent fires when its reader leaves and when the server closes', async () => {
  const closing = new AbortController();
  const calls: AgentCall[] = [];
  const stopped: PromiseWithResolvers<void>[] = [];
  const ask = await serve(async function* (call) {
    calls.push(call);
    const stop = Promise.withResolvers<void>();
    stopped.push(stop);
    call.signal.addEventListener('abort', () => stop.resolve());
    yield { type: 'text', text: 'one' };
    await stop.promise;
    throw new AppError('unavailable', 'Not waited for.');
  }, closing.signal);
  const leave = new AbortController();
  await readerOf(await ask({}, leave))('one');
  leave.abort();
  await stopped[0]?.promise;
  const stays = await ask();
  const readUntil = readerOf(stays);
  await readUntil('one');
  closing.abort();
  await stopped[1]?.promise;
  expect(await readUntil('"code":"unavailable"')).not.toContain('[DONE]');
  expect(calls.map(({ name, threadId, streamed }) => [name, threadId, streamed])).toEqual([
    ['adder', null, true],
    ['adder', null, true],
  ]);
});
