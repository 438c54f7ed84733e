import { expect, test } from 'vitest';
import { startTestApi } from './testing/start-test-api.ts';

test('Q6: while it drains, the API is not ready and answers everything', async () => {
  const api = await startTestApi({ worker: false, drainMs: 1_000 });
  try {
    const token = await api.tokenOf(await api.addUser());
    const stopped = api.stopApi();
    const ready = await api.fetch('/ready', { token: null });
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ ready: false });
    expect((await api.fetch('/v1/agents', { token })).status).toBe(200);
    const answeredAt = performance.now();
    await stopped;
    // Of its own accord, not because the patience of 20 s for open connections ended.
    expect(performance.now() - answeredAt).toBeLessThan(15_000);
    await expect(api.fetch('/ping', { token: null })).rejects.toThrow();
  } finally {
    await api.close();
  }
});
