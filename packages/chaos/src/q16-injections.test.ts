import { test } from 'vitest';
import { q16 } from './q16-injections.ts';
import { expectHeld } from './stand/expect-held.ts';

test('Q16: a model that does what texts of strangers say calls nothing that it may not, and lets nothing out', async () => {
  await expectHeld(q16);
}, 240_000);
