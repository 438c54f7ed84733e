import { test } from 'vitest';
import { q18 } from './q18-secrets.ts';
import { expectHeld } from './stand/expect-held.ts';

test('Q18: envelopes open at their own place alone, and their keys are rotated while they are used', async () => {
  await expectHeld(q18);
}, 240_000);
