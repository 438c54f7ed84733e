import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from './child.ts';
import { step } from './progress.ts';

/** Starts the platform with empty data, hands over where its endpoints stand, and ends it however that goes. */
export async function withPlatform<T>(
  title: string,
  env: NodeJS.ProcessEnv,
  use: (endpoints: string) => Promise<T>,
): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'agent-factory-e2e-'));
  const endpoints = join(data, 'endpoints.json');
  const platform = startChild('start', join(import.meta.dirname, 'start.ts'), [], {
    ...process.env,
    ...env,
    AGENT_FACTORY_DATA_DIR: data,
  });
  try {
    await step(title, async () => {
      const deadline = Date.now() + 600_000;
      let running = true;
      void platform.exited.then(() => {
        running = false;
      });
      while (!existsSync(endpoints)) {
        if (!running || Date.now() > deadline) throw new Error(`It did not start:\n${platform.tail()}`);
        await delay(100);
      }
    });
    return await use(endpoints);
  } finally {
    await platform.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
