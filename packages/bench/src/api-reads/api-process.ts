import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../../apps/api/src/main.ts', import.meta.url));

export interface ApiUnderLoad {
  url: string;
  /** CPU time so far, in microseconds. */
  cpuUs(): number;
  stop(): Promise<void>;
}

/** The API as it is deployed, on one core. With `profiles`, it writes a CPU profile there when it stops. */
export async function startApi(
  env: Readonly<Record<string, string>>,
  { core, profiles }: { core: number; profiles: string | null },
): Promise<ApiUnderLoad> {
  const options = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const child = spawn('taskset', ['-c', String(core), process.execPath, ...options, main], {
    env: { PATH: '/usr/bin:/bin', DRAIN_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await servingUrl(child);
  return {
    url,
    cpuUs: () => cpuUsOf(child.pid ?? 0),
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** `taskset` becomes the program that it starts. Its log is read and dropped, as a collector reads it. */
async function servingUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the API has no output');
  const { stdout } = child;
  const lines = createInterface({ input: stdout });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const url = /"url":"(http[^"]+)","mode"/.exec(line)?.[1];
      if (url === undefined) return;
      lines.removeAllListeners();
      lines.close();
      stdout.resume();
      resolve(url);
    });
    lines.once('close', () => reject(new Error('the API ended before it served')));
  });
}

/** CPU time of one process, user and system. */
export function cpuUsOf(pid: number): number {
  // Fields 14 and 15 in ticks of 10 ms; the second, the name, is in parentheses and may hold spaces.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
