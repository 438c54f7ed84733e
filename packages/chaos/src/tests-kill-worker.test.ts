import { test } from 'vitest';
import { expectHeld } from './stand/expect-held.ts';
import { testsKillWorker } from './tests-kill-worker.ts';

test('kill -9 of a worker in the middle of a batch of tests: each is stored, once', async () => {
  await expectHeld(testsKillWorker);
}, 240_000);
