import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './paths.ts';

const file = join(dataDirectory, 'start.pid');

/** After a crash and a restart of the machine the number may be another program's, so the command counts. */
function isStart(pid: number): boolean {
  const commandLine = existsSync('/proc/self/cmdline')
    ? existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
  return Boolean(commandLine) && String(commandLine).includes('start.ts');
}

/** One start per data directory: two would fight over one Postgres. Returns the pid of the other, if any. */
export function takeInstanceLock(): number | null {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o755 });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const other = Number(readFileSync(file, 'utf8'));
  if (other !== process.pid && Number.isInteger(other) && other > 0 && isStart(other)) return other;
  writeFileSync(file, String(process.pid));
  return null;
}

export function releaseInstanceLock(): void {
  rmSync(file, { force: true });
}
