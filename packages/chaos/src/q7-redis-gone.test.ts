import { test } from 'vitest';
import { q7 } from './q7-redis-gone.ts';
import { expectHeld } from './stand/expect-held.ts';
import { hasRedisServer } from './stand/redis-server.ts';

test.skipIf(!hasRedisServer())(
  'Q7: without Redis runs, streams, budgets and keys are as they were (skipped without redis-server)',
  async () => {
    await expectHeld(q7);
  },
  240_000,
);
