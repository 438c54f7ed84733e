import { expect, test } from 'vitest';
import { createBriefMemory } from './brief-memory.ts';

function memoryAt(clock: { now: number }, maxEntries = 10) {
  let asked = 0;
  const memory = createBriefMemory<number>({ spanMs: 2_000, maxEntries, now: () => clock.now });
  return (key: string) => memory.get(key, async () => ++asked);
}

test('an answer is kept for its span and asked for anew after it', async () => {
  const clock = { now: 0 };
  const get = memoryAt(clock);
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual([1, 1, 2]);
  clock.now = 1_999;
  expect(await get('a')).toBe(1);
  clock.now = 2_000;
  expect(await get('a')).toBe(3);
});

test('being asked does not prolong the span', async () => {
  const clock = { now: 0 };
  const get = memoryAt(clock);
  for (clock.now = 0; clock.now < 2_000; clock.now += 500) expect(await get('a')).toBe(1);
  expect(await get('a')).toBe(2);
});

test('the oldest answers make room', async () => {
  const get = memoryAt({ now: 0 }, 2);
  await get('a');
  await get('b');
  await get('c');
  expect(await get('c')).toBe(3);
  expect(await get('a')).toBe(4);
});

test('what is forgotten is asked anew, even while the answer was on its way', async () => {
  const memory = createBriefMemory<string>({ spanMs: 2_000, maxEntries: 10, now: () => 0 });
  const before = memory.get('a', async () => 'before');
  memory.forget('a');
  expect(await memory.get('a', async () => 'after')).toBe('after');
  expect([await before, await memory.get('a', async () => 'later')]).toEqual(['before', 'after']);
});

test('a refusal is not kept', async () => {
  const memory = createBriefMemory<string>({ spanMs: 2_000, maxEntries: 10, now: () => 0 });
  await expect(memory.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await memory.get('a', async () => 'up')).toBe('up');
});
