import { newId } from '@agent-factory/contracts';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { createRedisBus } from './redis-bus.ts';
import type { RunBus, RunSignal } from './run-bus.ts';

const url = process.env.TEST_REDIS_URL;
const open: RunBus[] = [];

function bus(target = url ?? ''): RunBus {
  const made = createRedisBus({ url: target, pollMs: 2_000, pollMsWithoutRedis: 250, onError: () => {} });
  open.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** Resolves when Redis itself counts that many subscribers of the run's channel. */
async function untilSubscribed(runId: string, count: number): Promise<void> {
  const redis = new Redis(url ?? '');
  try {
    await expect
      .poll(async () => (await redis.pubsub('NUMSUB', `agent-factory:run:${runId}`))[1], {
        timeout: 5_000,
        interval: 5,
      })
      .toBe(count);
  } finally {
    redis.disconnect();
  }
}

describe.skipIf(url === undefined)('the bus over Redis (skipped without TEST_REDIS_URL)', () => {
  test('another process hears an announcement about its run, and about no other', async () => {
    const [here, there] = [bus(), bus()];
    const [mine, other] = [newId('run'), newId('run')];
    const heard: RunSignal[] = [];
    const finished = new Promise<void>((resolve) => {
      there.subscribe(mine, (signal) => {
        heard.push(signal);
        if (signal.kind === 'finished') resolve();
      });
    });
    await untilSubscribed(mine, 1);
    here.announce({ runId: other, kind: 'events' });
    here.announce({ runId: mine, kind: 'events' });
    here.announce({ runId: mine, kind: 'finished' });
    await finished;
    expect(heard).toEqual([
      { runId: mine, kind: 'events' },
      { runId: mine, kind: 'finished' },
    ]);
  });

  test('an own announcement arrives at once and once', async () => {
    const here = bus();
    const runId = newId('run');
    let heard = 0;
    here.subscribe(runId, () => heard++);
    await untilSubscribed(runId, 1);
    here.announce({ runId, kind: 'events' });
    expect(heard).toBe(1);
    // A message that follows on the same connection proves that the echo of the first has passed by.
    const there = bus();
    await expect.poll(() => there.pollMs, { timeout: 5_000 }).toBe(2_000);
    there.announce({ runId, kind: 'finished' });
    await expect.poll(() => heard, { timeout: 5_000 }).toBe(2);
  });

  test('the channel is left when the last listener goes', async () => {
    const here = bus();
    const runId = newId('run');
    const stops = [here.subscribe(runId, () => {}), here.subscribe(runId, () => {})];
    await untilSubscribed(runId, 1);
    stops[0]?.();
    stops[0]?.();
    await untilSubscribed(runId, 1);
    stops[1]?.();
    await untilSubscribed(runId, 0);
  });

  test('readers may trust announcements for longer while Redis is there', async () => {
    const here = bus();
    await expect.poll(() => here.pollMs, { timeout: 5_000 }).toBe(2_000);
  });
});

test('Q7: without Redis nothing throws, own announcements still arrive, and readers poll often', async () => {
  const here = bus('redis://127.0.0.1:1');
  const runId = newId('run');
  let heard = 0;
  here.subscribe(runId, () => heard++);
  here.announce({ runId, kind: 'events' });
  expect(heard).toBe(1);
  expect(here.pollMs).toBe(250);
});
