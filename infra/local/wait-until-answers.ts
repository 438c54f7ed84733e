import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child.ts';

/** Resolves when the address answers 2xx or 3xx; rejects when its process ends or the time is over. */
export async function waitUntilAnswers(url: string, child: Child, timeoutMs: number): Promise<void> {
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (ended) throw new Error(`The ${child.name} process ended while starting:\n${child.tail()}`);
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      if (response.status < 400) return;
    } catch {
      // Not listening yet.
    }
    await delay(30);
  }
  throw new Error(
    `The ${child.name} process did not answer at ${url} within ${timeoutMs / 1000} s:\n${child.tail()}`,
  );
}
