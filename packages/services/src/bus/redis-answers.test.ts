import type { CachedAnswer } from '@agent-factory/llm';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { createRedisAnswers, type RedisAnswers } from './redis-answers.ts';

const url = process.env.TEST_REDIS_URL;
const open: RedisAnswers[] = [];

function answers(target = url ?? ''): RedisAnswers {
  const made = createRedisAnswers({ url: target, onError: () => {} });
  open.push(made);
  return made;
}

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const tokens = { input: 9, output: 2, total: 11, cachedInput: 0, cacheWrite: 0, reasoning: 0 };
const answer: CachedAnswer = {
  streamed: true,
  provider: 'openai',
  model: 'openai/gpt-5-mini',
  raw: true,
  pieces: [
    { event: { type: 'reasoning', text: 'Hm.' }, raw: null },
    { event: { type: 'text', text: 'Fine — 🙂' }, raw: '{"choices":[]}' },
    {
      event: { type: 'tool_call', call: { id: 'a', name: 'weather', arguments: { city: 'Oslo' } } },
      raw: null,
    },
  ],
  finish: { finishReason: 'tool_calls', tokens, estimated: false },
};
const freshKey = () => `team_x:${crypto.randomUUID()}`;

describe.skipIf(url === undefined)('answers in Redis (skipped without TEST_REDIS_URL)', () => {
  /** Writes until the connection stands, since a cache that is not there yet drops what it is given. */
  async function keep(cache: RedisAnswers, key: string, ttlMs = 60_000): Promise<void> {
    await expect
      .poll(
        async () => {
          await cache.set(key, answer, ttlMs);
          return await cache.get(key);
        },
        { timeout: 5_000 },
      )
      .toEqual(answer);
  }

  test('what one process kept, another finds as it was', async () => {
    const [here, there] = [answers(), answers()];
    const key = freshKey();
    await keep(here, key);
    await expect.poll(() => there.get(key), { timeout: 5_000 }).toEqual(answer);
    expect(await there.get(freshKey())).toBeNull();
  });

  test('Redis is told when to forget', async () => {
    const key = freshKey();
    await keep(answers(), key, 60_000);
    const redis = new Redis(url ?? '');
    try {
      const left = await redis.pttl(`agent-factory:answer:${key}`);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(60_000);
    } finally {
      redis.disconnect();
    }
  });

  test.each(['not json', '{}', '{"streamed":true,"pieces":[]}'])(
    '%j in its place is no answer',
    async (rubbish) => {
      const cache = answers();
      const key = freshKey();
      await keep(cache, key);
      const redis = new Redis(url ?? '');
      try {
        await redis.set(`agent-factory:answer:${key}`, rubbish, 'PX', 60_000);
        expect(await cache.get(key)).toBeNull();
      } finally {
        redis.disconnect();
      }
    },
  );
});

test('Q7: without Redis there is no answer and no error', async () => {
  const cache = answers('redis://127.0.0.1:1');
  await expect(cache.set(freshKey(), answer, 1_000)).resolves.toBeUndefined();
  expect(await cache.get(freshKey())).toBeNull();
});
