import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@agent-factory/contracts';
import { binary, postgresMajor } from './binaries.ts';
import type { ServerUser } from './server-user.ts';

/**
 * Makes the database cluster below `folder` if there is none yet, and returns where it is; refuses one of
 * another Postgres version. It is made as a draft and then renamed, so that an initdb which was interrupted
 * leaves nothing that looks like a database.
 */
export async function initCluster(options: {
  binaries: string;
  folder: string;
  user: ServerUser | null;
  password: string;
  durable: boolean;
}): Promise<string> {
  const { folder, user } = options;
  const cluster = join(folder, 'cluster');
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === postgresMajor) return cluster;
  if (version !== '') {
    throw new AppError(
      'conflict',
      `the data in ${cluster} are those of Postgres ${version}, this is Postgres ${postgresMajor}; dump them with the old version, or start over with --reset`,
    );
  }
  const drafts = (await readdir(folder)).filter((name) => name.startsWith('new-'));
  await Promise.all(drafts.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  const draft = join(folder, `new-${randomUUID()}`);
  const passwordFile = `${draft}.password`;
  try {
    await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (user !== null) await chown(passwordFile, user.uid, user.gid);
    await initdb(options, draft, passwordFile);
    await rename(draft, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
  return cluster;
}

function initdb(
  options: { binaries: string; user: ServerUser | null; durable: boolean },
  cluster: string,
  passwordFile: string,
): Promise<void> {
  const args = [
    `--pgdata=${cluster}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The server's own C.UTF-8: the same order everywhere, whatever locales the machine has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(options.durable ? [] : ['--no-sync']),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binary(options.binaries, 'initdb'), args, {
      ...options.user,
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let problem = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      problem += chunk;
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new AppError('unavailable', `initdb failed (${signal ?? code}): ${problem.trim()}`));
    });
  });
}
