import { isAppError } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStand, type Stand } from '../testing/stand.ts';
import { createKeyGuesses } from './key-guesses.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

async function answerOf(ask: () => Promise<void> | void): Promise<string> {
  try {
    await ask();
    return 'room';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

test('a hundred wrong keys from one address, at several processes at once, and then it waits', async () => {
  const processes = Array.from({ length: 4 }, () => createKeyGuesses(stand.services));
  const answers = await Promise.all(
    Array.from({ length: 130 }, (_, index) => answerOf(() => processes[index % 4]?.count('203.0.113.5'))),
  );
  expect(answers.filter((answer) => answer === 'room')).toHaveLength(100);
  expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(30);
  for (const one of processes)
    expect(await answerOf(() => one.requireRoom('203.0.113.5'))).toBe('rate_limited');
  expect(await answerOf(() => processes[0]?.requireRoom('203.0.113.6'))).toBe('room');
  expect(await answerOf(() => processes[0]?.count('203.0.113.6'))).toBe('room');
});

test('who had to wait is let in again afterwards, and was told when', async () => {
  let now = Date.now();
  const guesses = createKeyGuesses({ ...stand.services, clock: { now: () => now } });
  let told = 0;
  for (let i = 0; i <= 100; i += 1) {
    await guesses.count('203.0.113.8').catch((error: unknown) => {
      told = isAppError(error) ? (error.retryAfterSeconds ?? 0) : 0;
    });
  }
  expect(told).toBeGreaterThan(800);
  expect(told).toBeLessThanOrEqual(900);
  now += told * 1000;
  expect(await answerOf(() => guesses.requireRoom('203.0.113.8'))).toBe('room');
});
