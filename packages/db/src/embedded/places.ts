import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '@agent-factory/contracts';
import { isReachable } from './reachable.ts';
import type { ServerUser } from './server-user.ts';

/**
 * A folder that every user can reach, for what the checkout cannot offer to the server's user: below
 * /var/lib, and where that cannot be written in the temporary folder. Only ever used by root.
 */
async function openFolder(): Promise<string> {
  for (const folder of ['/var/lib/agent-factory', join(tmpdir(), 'agent-factory')]) {
    try {
      await mkdir(folder, { recursive: true });
      const { uid } = await lstat(folder);
      if (uid !== 0) continue; // somebody else's: what they put there would run as our server
      await chmod(folder, 0o755);
      if (await isReachableFolder(folder)) return folder;
    } catch {
      // read-only or not a folder: the next one
    }
  }
  throw new AppError(
    'unavailable',
    'found no folder that both root and the Postgres user can reach; move the checkout out of the private folder or set DATABASE_URL',
  );
}

async function isReachableFolder(folder: string): Promise<boolean> {
  return ((await lstat(folder)).mode & 0o005) === 0o005;
}

/** The Postgres folder itself, or a copy of it (60 MB, made once) where the server's user can read it. */
export async function placeBinaries(folder: string, user: ServerUser | null): Promise<string> {
  if (user === null || (await isReachable(folder, 'execute', user))) return folder;
  // pnpm's folder name carries the package version; another version is another copy.
  const key = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 12);
  const copy = join(await openFolder(), `postgres-${key}`);
  if (await isReachable(copy, 'execute', user)) return copy;
  const draft = `${copy}.${randomUUID()}`;
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  await chmod(draft, 0o755);
  await rename(draft, copy).catch(async (error: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another start was quicker
  });
  return copy;
}

/**
 * Where the data really lies: `dataDir`, unless the server's user cannot get there. Then it lies below
 * /var/lib, in a folder that remembers which `dataDir` it serves, and `dataDir` is a link to it.
 */
export async function placeData(dataDir: string, user: ServerUser | null): Promise<string> {
  const wanted = resolve(dataDir);
  const existing = await lstat(wanted).catch(() => null);
  if (existing?.isSymbolicLink()) {
    const target = await followOwnLink(wanted);
    if (target !== null) return target;
    await rm(wanted); // the link of another checkout that was copied, or its data are gone: start anew
  }
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  if (user === null) return wanted;
  if (existing === null || !existing.isDirectory()) await chown(wanted, user.uid, user.gid);
  if (await isReachable(wanted, 'write', user)) return wanted;
  return moveOut(wanted, user);
}

/** Removes the data wherever they lie. The server must be stopped. */
export async function removeData(dataDir: string): Promise<void> {
  const wanted = resolve(dataDir);
  const existing = await lstat(wanted).catch(() => null);
  if (existing?.isSymbolicLink()) {
    const target = await followOwnLink(wanted);
    if (target !== null) await rm(dirname(target), { recursive: true, force: true });
  }
  await rm(wanted, { recursive: true, force: true });
}

async function moveOut(wanted: string, user: ServerUser): Promise<string> {
  const name = `${basename(dirname(dirname(wanted))) || 'data'}-${randomUUID().slice(0, 8)}`;
  const home = join(await openFolder(), name);
  const target = join(home, 'data');
  await mkdir(home, { mode: 0o755 });
  await writeFile(join(home, 'serves'), `${wanted}\n`);
  const moved = await rename(wanted, target).then(
    () => true,
    () => false, // on another file system
  );
  if (!moved) {
    await cp(wanted, target, { recursive: true, verbatimSymlinks: true });
    await rm(wanted, { recursive: true });
  }
  await chownTree(target, user);
  await chmod(target, 0o700);
  await symlink(target, wanted);
  return target;
}

async function followOwnLink(link: string): Promise<string | null> {
  const target = resolve(dirname(link), await readlink(link));
  const serves = (await readFile(join(dirname(target), 'serves'), 'utf8').catch(() => '')).trim();
  if (serves === link) return target;
  if (serves === '' || (await lstat(serves).catch(() => null)) !== null) return null;
  await writeFile(join(dirname(target), 'serves'), `${link}\n`); // the checkout was moved
  return target;
}

async function chownTree(folder: string, user: ServerUser): Promise<void> {
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await chown(join(folder, entry), user.uid, user.gid);
  }
}
