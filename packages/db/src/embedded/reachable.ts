import { spawn } from 'node:child_process';
import type { ServerUser } from './server-user.ts';

/**
 * Whether the server's user can enter a folder and work with it. Asked of the kernel by trying, as that
 * user: mode bits alone miss access lists, read-only mounts and the 0700 home somewhere above.
 */
export function isReachable(
  folder: string,
  need: 'execute' | 'write',
  user: ServerUser | null,
): Promise<boolean> {
  const test =
    need === 'write'
      ? 'cd "$0" && test -r . -a -w .'
      : 'test -x "$0/bin/postgres" -a -r "$0/share/postgresql"';
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', test, folder], { ...user, cwd: '/', stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
