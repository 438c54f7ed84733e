import { test } from 'vitest';
import { q5 } from './q5-restart-postgres.ts';
import { expectHeld } from './stand/expect-held.ts';

test('Q5: a database that drops everything under load comes back to runs that all end, once', {
  timeout: 240_000,
}, async () => {
  await expectHeld(q5);
});
