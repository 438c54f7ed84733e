import { test } from 'vitest';
import { q17 } from './q17-noisy-tenant.ts';
import { expectHeld } from './stand/expect-held.ts';
import { hasRedisServer } from './stand/redis-server.ts';

test.skipIf(!hasRedisServer())(
  'Q17: limits hold over two instances to 1 %, and losing Redis fails no request (skipped without redis-server)',
  async () => {
    await expectHeld(q17);
  },
  240_000,
);
