import { test } from 'vitest';
import { moneyKillWorker } from './money-kill-worker.ts';
import { expectHeld } from './stand/expect-held.ts';

test('kill -9 of a worker amid money: one charge, one refund, one transfer, and books that balance', async () => {
  await expectHeld(moneyKillWorker);
}, 240_000);
