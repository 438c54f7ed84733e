import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Measured {
  url: string;
  /** CPU time of the whole process so far, in microseconds. */
  cpuUs(): number;
  /** Resident memory in MiB. */
  rssMiB(): number;
  /** What lives in its heap after a full collection, in MiB; only our gateway answers. */
  liveMiB(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a script of this folder on one core; the script sends its address when it listens. */
export async function startProcess(name: string, args: readonly string[], core: number): Promise<Measured> {
  const script = new URL(`./${name}`, import.meta.url).pathname;
  const child = spawn('taskset', ['-c', String(core), process.execPath, ...nodeOptions(), script, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [url] = await once(child, 'message');
  return measured(child, String(url));
}

/** `BENCH_PROF=<folder>` writes a CPU profile of each process when it stops. */
function nodeOptions(): string[] {
  const folder = process.env.BENCH_PROF;
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

/** `taskset` becomes the program that it starts, so the child's id is the measured one's. */
export function measured(child: ChildProcess, url: string): Measured {
  return {
    url,
    cpuUs() {
      // Fields 14 and 15 in ticks of 10 ms; the second, the name, is in parentheses and may hold spaces.
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10_000;
    },
    rssMiB() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    async liveMiB() {
      child.send('live?');
      const [bytes] = await once(child, 'message');
      return Number(bytes) / 1_048_576;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      if (child.connected) child.disconnect();
      else child.kill();
      await gone;
    },
  };
}
