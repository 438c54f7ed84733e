import { setImmediate as turn } from 'node:timers/promises';
import { newId, type TeamId } from '@agent-factory/contracts';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { hasRedisServer, type RedisServer, startRedisServer } from '../testing/start-redis-server.ts';
import { type Cache, type CacheTally, emptyCacheTally } from './cache.ts';
import { createCache } from './create-cache.ts';
import { entryKey, ownerTag } from './entry-key.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

function cacheOver(server: RedisServer | null): { cache: Cache; tally: CacheTally } {
  const tally = emptyCacheTally();
  const cache = createCache({ redisUrl: server?.url ?? null, tally, onError: () => {} });
  open.push(cache);
  return { cache, tally };
}

async function redisServer(): Promise<RedisServer> {
  const server = await startRedisServer();
  open.push({ close: () => server.stop() });
  return server;
}

/** Reads that count how often they were asked. */
function source(text = 'fresh') {
  const asked = { times: 0 };
  return { asked, read: async () => ({ text, times: ++asked.times }) };
}

const teamId = newId('team');
const quota = { kind: 'quota', teamId, key: ['view'] } as const;

describe('names', () => {
  const part = fc.string({ unit: 'grapheme', maxLength: 12 });
  const team = fc.oneof(fc.constant(teamId), fc.string({ maxLength: 20 })) as fc.Arbitrary<TeamId>;
  const entry = fc.record({
    kind: fc.constantFrom('spec', 'quota'),
    teamId: team,
    key: fc.array(fc.oneof(part, team, fc.constant(':'), fc.constant('%3A')), { maxLength: 3 }),
  });

  test('no entry of one team can have the name of another’s, whatever its key is', () => {
    fc.assert(
      fc.property(entry, entry, (one, other) => {
        const same =
          one.kind === other.kind &&
          one.teamId === other.teamId &&
          one.key.length === other.key.length &&
          one.key.every((each, place) => each === other.key[place]);
        expect(entryKey(one) === entryKey(other)).toBe(same);
        // Nor can a name reach into another team by its beginning, or a tag be another's.
        if (one.teamId !== other.teamId) {
          expect(entryKey(one).startsWith(`${ownerTag(other.kind, other.teamId)}:`)).toBe(false);
          expect(ownerTag(one.kind, one.teamId)).not.toBe(ownerTag(other.kind, other.teamId));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('in memory alone', () => {
  test('what was read is kept, and read anew once it is forgotten', async () => {
    const { cache, tally } = cacheOver(null);
    const { read } = source();
    expect(await cache.getOrRead(quota, read)).toEqual({ text: 'fresh', times: 1 });
    expect(await cache.getOrRead(quota, read)).toEqual({ text: 'fresh', times: 1 });
    await cache.forget('quota', newId('team'));
    expect(await cache.getOrRead(quota, read)).toEqual({ text: 'fresh', times: 1 });
    await cache.forget('quota', teamId);
    expect(await cache.getOrRead(quota, read)).toEqual({ text: 'fresh', times: 2 });
    expect(tally.quota).toEqual({ memory: 2, redis: 0, missed: 2 });
  });

  test('of a hundred who ask at once, one reads', async () => {
    const { cache } = cacheOver(null);
    const { read, asked } = source();
    const all = await Promise.all(Array.from({ length: 100 }, () => cache.getOrRead(quota, read)));
    expect(new Set(all.map(({ times }) => times))).toEqual(new Set([1]));
    expect(asked.times).toBe(1);
  });

  test('a failure reaches who asked as it is, and is not kept', async () => {
    const { cache } = cacheOver(null);
    const failure = new Error('no database');
    await expect(cache.getOrRead(quota, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await cache.getOrRead(quota, source().read)).toEqual({ text: 'fresh', times: 1 });
  });

  test('nobody can change what is kept through what they were given', async () => {
    const { cache } = cacheOver(null);
    const { read } = source();
    const given = await cache.getOrRead(quota, read);
    given.text = 'changed';
    expect((await cache.getOrRead(quota, read)).text).toBe('fresh');
  });
});

describe.skipIf(!hasRedisServer)('with Redis', () => {
  /** Until its connections stand a cache is one process's own. */
  async function shares(...caches: Cache[]): Promise<void> {
    await expect
      .poll(
        async () => {
          const entry = { kind: 'spec', teamId, key: [crypto.randomUUID()] } as const;
          const { read, asked } = source();
          for (const cache of caches) await cache.getOrRead(entry, read);
          return asked.times;
        },
        { timeout: 10_000, interval: 100 },
      )
      .toBe(1);
  }

  test('what one process read the others find, and what one forgets all do', async () => {
    const server = await redisServer();
    const [here, there] = [cacheOver(server), cacheOver(server)];
    await shares(here.cache, there.cache);
    const { read, asked } = source();
    await here.cache.getOrRead(quota, read);
    expect(await there.cache.getOrRead(quota, read)).toEqual({ text: 'fresh', times: 1 });
    expect(there.tally.quota).toMatchObject({ redis: 1, missed: 0 });
    await here.cache.forget('quota', teamId);
    await expect.poll(() => there.cache.getOrRead(quota, read).then(({ times }) => times)).toBe(2);
    expect(asked.times).toBe(2);
  });

  test('Redis is told when to forget, under a name that begins with whose it is', async () => {
    const server = await redisServer();
    const { cache } = cacheOver(server);
    await shares(cache, cacheOver(server).cache);
    await cache.getOrRead(quota, source().read);
    const name = `agent-factory:cache:quota:${teamId}:view`;
    const left = Number(await server.ask('PTTL', name));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  test('Q7: Redis killed and started again under load: answers all the way, no error, and shared again after', async () => {
    const server = await redisServer();
    const [here, there] = [cacheOver(server), cacheOver(server)];
    await shares(here.cache, there.cache);
    const stopping = new AbortController();
    const answered = { before: 0, without: 0, after: 0 };
    let phase: keyof typeof answered = 'before';
    let slowestMs = 0;
    const load = Promise.all(
      [here, there].flatMap(({ cache }) =>
        Array.from({ length: 4 }, async () => {
          while (!stopping.signal.aborted) {
            const entry = { kind: 'quota', teamId: newId('team'), key: ['view'] } as const;
            const began = performance.now();
            expect((await cache.getOrRead(entry, source().read)).text).toBe('fresh');
            slowestMs = Math.max(slowestMs, performance.now() - began);
            answered[phase] += 1;
            await turn(); // without Redis nothing else waits, and nobody else would have a turn
            if (answered[phase] % 10 === 0) await cache.forget('quota', entry.teamId);
          }
        }),
      ),
    );
    const reach = (count: number) =>
      expect.poll(() => answered[phase], { timeout: 10_000 }).toBeGreaterThan(count);
    await reach(50);
    await server.kill();
    phase = 'without';
    await reach(200);
    await server.start();
    phase = 'after';
    await reach(200);
    stopping.abort();
    await load;
    // Redis's patience is 50 ms a command; a call that met the outage waited for a few of them at most.
    expect(slowestMs).toBeLessThan(2_000);
    await shares(here.cache, there.cache);
  }, 40_000);

  test('without Redis from the very start there is an answer and no error', async () => {
    const nowhere = { redisUrl: 'redis://127.0.0.1:1', onError: () => {} };
    const cache = createCache({ ...nowhere, tally: emptyCacheTally() });
    open.push(cache);
    expect(await cache.getOrRead(quota, source().read)).toEqual({ text: 'fresh', times: 1 });
    await cache.forget('quota', teamId);
  });
});
