import type { BreakerNews } from '@agent-factory/llm';
import { afterEach, describe, expect, test } from 'vitest';
import { createRedisBreakerStore, type RedisBreakerStore } from './redis-breaker-store.ts';

const url = process.env.TEST_REDIS_URL;
const open: RedisBreakerStore[] = [];

function store(target = url ?? ''): RedisBreakerStore {
  const made = createRedisBreakerStore({ url: target, onError: () => {} });
  open.push(made);
  return made;
}

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const freshKey = () => `test/${crypto.randomUUID()}`;

describe.skipIf(url === undefined)('breaker news in Redis (skipped without TEST_REDIS_URL)', () => {
  test('what one process found, others hear, and not itself', async () => {
    const [here, there] = [store(), store()];
    const key = freshKey();
    const openUntil = Date.now() + 60_000;
    const heard: Record<'here' | 'there', BreakerNews[]> = { here: [], there: [] };
    here.subscribe((news) => void (news.key === key && heard.here.push(news)));
    const stop = there.subscribe((news) => void (news.key === key && heard.there.push(news)));
    await expect
      .poll(
        () => {
          here.publish({ key, openUntil });
          return heard.there[0];
        },
        { timeout: 5_000 },
      )
      .toEqual({ key, openUntil });
    here.publish({ key, openUntil: null });
    await expect.poll(() => heard.there.at(-1), { timeout: 5_000 }).toEqual({ key, openUntil: null });
    expect(heard.here).toEqual([]);
    stop();
  });

  test('a process that starts later learns which circuits are open, and not of those that were', async () => {
    const [here, witness] = [store(), store()];
    const [openKey, pastKey] = [freshKey(), freshKey()];
    const openUntil = Date.now() + 60_000;
    const heard: string[] = [];
    witness.subscribe(({ key }) => heard.push(key));
    const publish = () => {
      here.publish({ key: pastKey, openUntil: Date.now() - 1 });
      here.publish({ key: openKey, openUntil });
      return heard.includes(openKey);
    };
    await expect.poll(publish, { timeout: 5_000 }).toBe(true);
    const late: string[] = [];
    store().subscribe(({ key }) => late.push(key));
    await expect.poll(() => late.includes(openKey), { timeout: 5_000 }).toBe(true);
    expect(late).not.toContain(pastKey);
    here.publish({ key: openKey, openUntil: null });
  });
});

test('without Redis nothing is heard and nothing throws', () => {
  const alone = store('redis://127.0.0.1:1');
  alone.subscribe(() => {
    throw new Error('heard something');
  });
  alone.publish({ key: 'a', openUntil: 1 });
});
