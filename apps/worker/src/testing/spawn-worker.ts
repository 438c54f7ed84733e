import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerProcessSettings } from './worker-process.ts';

const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

export interface SpawnedWorker {
  /** Resolves once it takes jobs. */
  go(): Promise<void>;
  /** kill -9, and resolves once it is gone. */
  kill(): Promise<void>;
}

/** A worker in a process of its own, loaded but idle. */
export function spawnWorker(settings: WorkerProcessSettings): SpawnedWorker {
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = once(child, 'message');
  ready.catch(() => {});
  const gone = once(child, 'exit');
  return {
    async go() {
      await ready;
      const working = once(child, 'message');
      child.send('go');
      await working;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
