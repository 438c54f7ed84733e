import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerNews, WorkerProcessSettings } from './worker-process.ts';

const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

export interface SpawnedWorker {
  /** Resolves once it takes jobs. */
  go(): Promise<void>;
  /** kill -9, and resolves once it is gone. */
  kill(): Promise<void>;
  /** Stands still where it is, as on a machine that swaps or a network that is gone, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Resolves once an attempt of the run has ended in there, however. */
  attemptOver(runId: string): Promise<void>;
  /** SIGTERM, and resolves once it has ended by itself. */
  stop(): Promise<void>;
}

/** A worker in a process of its own, loaded but idle. */
export function spawnWorker(settings: WorkerProcessSettings): SpawnedWorker {
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const told: WorkerNews[] = [];
  const listeners = new Set<() => void>();
  child.on('message', (news: WorkerNews) => {
    told.push(news);
    for (const listener of listeners) listener();
  });
  const gone = once(child, 'exit');

  function until(matches: (news: WorkerNews) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!told.some(matches)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      gone.then(() => reject(new Error('the worker is gone')), reject);
    });
  }

  return {
    async go() {
      await until(({ is }) => is === 'ready');
      child.send('go');
      await until(({ is }) => is === 'working');
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    attemptOver: (runId) => until((news) => news.is === 'attempt over' && news.runId === runId),
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
