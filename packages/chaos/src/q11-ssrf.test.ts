import { test } from 'vitest';
import { q11 } from './q11-ssrf.ts';
import { expectHeld } from './stand/expect-held.ts';

test('Q11: no way out leads to an address that is not public, however it is written', async () => {
  await expectHeld(q11);
}, 120_000);
