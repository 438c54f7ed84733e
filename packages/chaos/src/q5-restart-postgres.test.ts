import { test } from 'vitest';
import { q5 } from './q5-restart-postgres.ts';
import { expectHeld } from './stand/expect-held.ts';

// Tried again: rarely a runner is deaf for longer than the bar allows; `pnpm chaos q5` counts each time.
test('Q5: a database that drops everything under load comes back to runs that all end, once', {
  retry: 2,
  timeout: 240_000,
}, async () => {
  await expectHeld(q5);
});
