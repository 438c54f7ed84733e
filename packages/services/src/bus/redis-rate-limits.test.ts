import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { createRedisRateLimits } from './redis-rate-limits.ts';

const url = process.env.TEST_REDIS_URL;
const open: RateLimits[] = [];

function limits(target = url ?? ''): RateLimits {
  const made = createRedisRateLimits({ url: target, onError: () => {}, heartbeatMs: 100 });
  open.push(made);
  return made;
}

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const freshSubject = () => `test:${crypto.randomUUID()}`;

async function admitted(by: readonly RateLimits[], subject: string, limit: number, count: number) {
  let total = 0;
  // A few at a time: thousands at once would wait for each other longer than for Redis.
  for (let asked = 0; asked < count; asked += 40) {
    const decisions = await Promise.all(
      Array.from({ length: Math.min(40, count - asked) }, (_, i) => by[i % by.length]?.hit(subject, limit)),
    );
    total += decisions.filter((decision) => decision?.admitted).length;
  }
  return total;
}

/** Resolves once both count in the same place: each sees what the other let in. */
async function untilShared(one: RateLimits, other: RateLimits): Promise<void> {
  await expect
    .poll(
      async () => {
        const subject = freshSubject();
        await one.hit(subject, 5);
        return (await other.hit(subject, 5)).remaining;
      },
      { timeout: 10_000, interval: 20 },
    )
    .toBe(3);
}

describe.skipIf(url === undefined)('limits over Redis (skipped without TEST_REDIS_URL)', () => {
  test('Q17: a burst through two processes lets exactly the limit in', async () => {
    const both = [limits(), limits()] as const;
    await untilShared(...both);
    for (const limit of [10, 100, 1_000]) {
      expect(await admitted(both, freshSubject(), limit, 2 * limit)).toBe(limit);
    }
  });

  test('says what remains and when there is more, as the window in memory does', async () => {
    const [one, other] = [limits(), limits()];
    await untilShared(one, other);
    const subject = freshSubject();
    const seen = [];
    for (let i = 0; i < 3; i++) seen.push(await one.hit(subject, 2));
    expect(seen.map(({ admitted, limit, remaining }) => [admitted, limit, remaining])).toEqual([
      [true, 2, 1],
      [true, 2, 0],
      [false, 2, 0],
    ]);
    for (const { resetMs } of seen) {
      expect(resetMs).toBeGreaterThan(55_000);
      expect(resetMs).toBeLessThanOrEqual(61_000);
    }
    // A raised limit counts what was let in before.
    expect(await other.hit(subject, 5)).toMatchObject({ admitted: true, remaining: 2 });
  });

  test.skipIf(spawnSync('redis-server', ['--version']).status !== 0)(
    'Q7, Q17: killed and restarted under load, nothing fails, and each process lets in its share',
    async () => {
      const port = await freePort();
      let server = await startRedis(port);
      try {
        const both = [limits(`redis://127.0.0.1:${port}`), limits(`redis://127.0.0.1:${port}`)] as const;
        await untilShared(...both);
        await untilCounted(port);
        const failures: unknown[] = [];
        let asked = 0;
        let loading = true;
        const load = Promise.all(
          both.map(async (each) => {
            while (loading) {
              asked++;
              await Promise.resolve(each.hit(freshSubject(), 10)).catch((error) => failures.push(error));
              await new Promise(setImmediate);
            }
          }),
        );
        server.kill('SIGKILL');
        await once(server, 'exit');
        await expect.poll(() => admitted(both, freshSubject(), 10, 40), { timeout: 5_000 }).toBe(10);
        expect(await admitted([both[0]], freshSubject(), 10, 20)).toBe(5);
        server = await startRedis(port);
        await untilShared(...both);
        loading = false;
        await load;
        expect(failures).toEqual([]);
        expect(asked).toBeGreaterThan(100);
      } finally {
        server.kill('SIGKILL');
      }
    },
  );
});

test('without Redis a process goes by what it has seen itself', async () => {
  const alone = limits('redis://127.0.0.1:1');
  expect(await admitted([alone], freshSubject(), 10, 30)).toBe(10);
});

/** Resolves when each has counted both: their heartbeats came once more after both were known. */
async function untilCounted(port: number): Promise<void> {
  const redis = new Redis(port);
  try {
    const beats = async () => {
      const told = await redis.zrange('agent-factory:rate-counters', '0', '-1', 'WITHSCORES');
      return told.filter((_, place) => place % 2 === 1).map(Number);
    };
    await expect.poll(async () => (await beats()).length, { timeout: 5_000 }).toBe(2);
    const latest = Math.max(...(await beats()));
    await expect.poll(async () => Math.min(...(await beats())) > latest, { timeout: 5_000 }).toBe(true);
  } finally {
    redis.disconnect();
  }
}

async function startRedis(port: number): Promise<ChildProcess> {
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a port was asked for');
  return address.port;
}
