import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppError } from '@agent-factory/contracts';

const run = promisify(execFile);

export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** What `postmaster.pid` says (its format: miscadmin.h of Postgres); null without a complete one. */
export async function readPostmaster(dataDir: string): Promise<Postmaster | null> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Clears the way for a start: waits for a server that is just shutting down (its parent has died, so its
 * watchdog stops it), removes the file that a killed server left, and refuses where one is really running.
 */
export async function makeWay(dataDir: string, patienceMs = 5_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const postmaster = await readPostmaster(dataDir);
    if (postmaster === null) return;
    if (!(await isOurs(postmaster.pid, dataDir))) {
      // Postgres would take any living process of its user with this number for the server.
      await rm(join(dataDir, 'postmaster.pid'), { force: true });
      return;
    }
    if (Date.now() > deadline) {
      throw new AppError(
        'conflict',
        `a Postgres (process ${postmaster.pid}, port ${postmaster.port}) is already running on ${dataDir}; stop what started it first`,
      );
    }
    await delay(20);
  }
}

async function isOurs(pid: number, dataDir: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    .then((text) => text.replaceAll('\0', ' '))
    .catch(() => run('ps', ['-o', 'command=', '-p', String(pid)]).then(({ stdout }) => stdout))
    .catch(() => '');
  return commandLine.includes(dataDir);
}
