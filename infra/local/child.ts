import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory, repositoryRoot } from './paths.ts';

export interface Child {
  name: string;
  /** Ends when the process did; the code is null when a signal ended it. */
  exited: Promise<number | null>;
  /** The last lines it wrote, for an error message. */
  tail(): string;
  stop(): Promise<void>;
}

/**
 * Starts a Node program in a process group of its own, so that a Ctrl-C in the terminal reaches us alone
 * and we stop things in order; its output goes to `.data/logs/<name>.log`. When we die without a word the
 * IPC channel closes, and `exit-with-parent.mjs` ends it.
 */
export function startChild(name: string, program: string, args: string[], env: NodeJS.ProcessEnv): Child {
  const logs = join(dataDirectory, 'logs');
  mkdirSync(logs, { recursive: true });
  const child = fork(program, args, {
    cwd: repositoryRoot,
    detached: true,
    env,
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(import.meta.dirname, 'exit-with-parent.mjs'),
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(join(logs, `${name}.log`));
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      tail = `${tail}${chunk}`.slice(-4_000);
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(1));
  });
  return { name, exited, tail: () => tail, stop: () => stopChild(child, exited) };
}

/** SIGTERM, then SIGKILL after 3 s: a stop as a whole has to fit into 5 s. */
async function stopChild(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await exited;
  clearTimeout(timer);
}
