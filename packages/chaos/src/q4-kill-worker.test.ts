import { test } from 'vitest';
import { q4 } from './q4-kill-worker.ts';
import { expectHeld } from './stand/expect-held.ts';

test('Q4: kill -9 of a worker in the middle of its runs: each finishes, once, and is paid for once', async () => {
  await expectHeld(q4);
}, 240_000);
