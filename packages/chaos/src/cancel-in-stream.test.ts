import { test } from 'vitest';
import { cancel } from './cancel-in-stream.ts';
import { expectHeld } from './stand/expect-held.ts';

test('cancelling stops a run in another process within a second, in the middle of an answer too', async () => {
  await expectHeld(cancel);
}, 240_000);
