import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../../apps/api/src/main.ts', import.meta.url));

export interface ApiProcess {
  url: string;
  /** SIGTERM; resolves with the exit code once it has ended by itself. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

/** The API as it is deployed: a process of its own in production mode. Resolves once it serves. */
export async function startApiProcess(env: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      SUPABASE_URL: 'http://127.0.0.1:9',
      WEB_URL: 'http://127.0.0.1:9',
      PORT: '0',
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const url = await servingUrl(child);
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await gone;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function servingUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the API has no output');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const url = /"url":"(http[^"]+)","mode"/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    lines.on('close', () => reject(new Error('the API ended before it served')));
  });
}
