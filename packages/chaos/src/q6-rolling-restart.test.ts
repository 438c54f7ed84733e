import { test } from 'vitest';
import { q6 } from './q6-rolling-restart.ts';
import { expectHeld } from './stand/expect-held.ts';

test('Q6: the API and the worker are replaced under load, and nobody notices', async () => {
  await expectHeld(q6);
}, 240_000);
