import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { clientLimits } from './client-limits.ts';

// The same server with limits that a test can wait for.
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    worker: false,
    limits: { headersMs: 300, requestMs: 600, silenceMs: 1_200, checkEveryMs: 100, connections: 60 },
  });
});
afterAll(() => api.close());

function dial(): Socket {
  const { hostname, port } = new URL(api.url);
  // What the server breaks off is what is meant here.
  return connect(Number(port), hostname).on('error', () => {});
}

/** What came until the server closed the connection, and after how many milliseconds it did. */
async function closing(socket: Socket): Promise<{ answer: string; afterMs: number }> {
  const begun = performance.now();
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  await new Promise((resolve) => socket.once('close', resolve));
  return { answer: Buffer.concat(pieces).toString(), afterMs: performance.now() - begun };
}

/** A byte every 20 ms, as a slow loris sends it: each on its own would keep an idle timeout from firing. */
async function dribble(socket: Socket, text: string): Promise<void> {
  for (const byte of text) {
    if (socket.destroyed || socket.writableEnded) return;
    socket.write(byte);
    await sleep(20);
  }
}

describe('a slow client loses its connection', () => {
  test('when its headers do not end', async () => {
    const socket = dial();
    void dribble(socket, `GET /ping HTTP/1.1\r\nhost: 127.0.0.1\r\n${'x-a: b\r\n'.repeat(100)}`);
    const { answer, afterMs } = await closing(socket);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('did not arrive in time');
    expect(afterMs).toBeLessThan(5_000);
  });

  test('when its body does not end, at the gateway too', async () => {
    for (const path of ['/v1/receipts/verify', '/v1/chat/completions']) {
      const socket = dial();
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n`,
      );
      void dribble(socket, ' '.repeat(5_000));
      const { answer, afterMs } = await closing(socket);
      // The gateway refuses who is nobody before it reads.
      expect(answer).toMatch(path.includes('chat') ? /^HTTP\/1.1 (401|408) / : /^HTTP\/1.1 408 /);
      expect(afterMs).toBeLessThan(5_000);
    }
  });

  test('when it says nothing at all', async () => {
    const { answer, afterMs } = await closing(dial());
    expect(answer === '' || answer.startsWith('HTTP/1.1 408 ')).toBe(true);
    expect(afterMs).toBeLessThan(5_000);
  });

  test('and nobody else waits meanwhile: 50 of them, and the others are answered as ever', async () => {
    const slow = Array.from({ length: 50 }, () => dial());
    const ends = slow.map(closing);
    for (const socket of slow) void dribble(socket, `GET /ping HTTP/1.1\r\n${'x-a: b\r\n'.repeat(100)}`);
    for (let i = 0; i < 10; i += 1) {
      expect((await api.fetch('/ping', { token: null })).status).toBe(200);
    }
    for (const { answer } of await Promise.all(ends)) expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });
});

test('what real clients are given: 15 s for headers, 60 s for a request', () => {
  expect(clientLimits).toMatchObject({ headersMs: 15_000, requestMs: 60_000 });
});
