import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AppError } from '@agent-factory/contracts';

const run = promisify(execFile);

export interface ServerUser {
  uid: number;
  gid: number;
}

const ownUser = 'agent-factory';

/**
 * Whom the server runs as: null is the user of this process. Postgres refuses to run as root, so root gets
 * a system user of our own, made on the first start; where none can be made (a read-only /etc, no tools),
 * one that exists anyway.
 */
export async function findServerUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  let user = await lookUp(ownUser);
  if (user === null && (await createUser())) user = await lookUp(ownUser);
  user ??= (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (user === null) {
    throw new AppError(
      'unavailable',
      'Postgres refuses to run as root and there is no other user here; add one named "agent-factory" or set DATABASE_URL',
    );
  }
  return user;
}

// macOS keeps its users elsewhere, but has `nobody` in this file too; `id` knows both.
async function lookUp(name: string): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    const user = { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    return user.uid > 0 ? user : null;
  } catch {
    return lookUpInPasswd(name);
  }
}

async function lookUpInPasswd(name: string): Promise<ServerUser | null> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  const uid = Number(fields?.[2]);
  return fields !== undefined && uid > 0 ? { uid, gid: Number(fields[3]) } : null;
}

async function createUser(): Promise<boolean> {
  const attempts: [string, string[]][] = [
    [
      'useradd',
      ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', ownUser],
    ],
    ['adduser', ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/sbin/nologin', ownUser]],
  ];
  for (const [command, args] of attempts) {
    try {
      await run(command, args);
      return true;
    } catch {
      // not here, or not allowed to: the next one
    }
  }
  return false;
}
