import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { findFreePort } from './free-port.ts';

test('passes over who listens and over what is promised', async () => {
  const busy = createServer();
  busy.listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const address = busy.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    const first = await findFreePort(address.port, '127.0.0.1');
    expect(first).toBeGreaterThan(address.port);
    expect(await findFreePort(first, '127.0.0.1', [first])).toBeGreaterThan(first);
  } finally {
    busy.close();
  }
});
