import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { findPostgresFolder } from './binaries.ts';
import { placeBinaries, removeData } from './places.ts';
import { readPostmaster } from './postmaster.ts';
import { findServerUser } from './server-user.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

const asRoot = process.getuid?.() === 0;
const password = 'a "quoted" pass/word';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  await chmod(folder, 0o755);
  dataDir = join(folder, 'postgres');
  return async () => {
    await removeData(dataDir);
    await rm(folder, { recursive: true });
  };
});

const start = (options: { port?: number } = {}) =>
  startEmbeddedPostgres({ dataDir, password, durable: false, ...options });

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('keeps the data from one start to the next', async () => {
  const first = await start();
  await query(first.adminUrl, 'create table kept (id int)');
  await first.stop();
  const second = await start();
  try {
    expect(await query(second.adminUrl, `select to_regclass('kept')::text as kept`)).toEqual([
      { kept: 'kept' },
    ]);
  } finally {
    await second.stop();
  }
  expect(await readPostmaster(join(dataDir, 'cluster'))).toBeNull();
});

test('is in UTF-8 and UTC, listens on 127.0.0.1 alone and asks for the password', async () => {
  const server = await start();
  try {
    const [settings] = await query(
      server.adminUrl,
      `select current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
         current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
         lower('É') as lower`,
    );
    expect(settings).toEqual({
      encoding: 'UTF8',
      zone: 'UTC',
      addresses: '127.0.0.1',
      sockets: '',
      lower: 'é',
    });
    const wrong = server.adminUrl.replace(encodeURIComponent(password), 'wrong');
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  } finally {
    await server.stop();
  }
});

test('a busy port is an error that says so, and nothing is left running', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const address = busy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(start({ port })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Address already in use'),
  });
  busy.close();
  const server = await start();
  await server.stop();
});

test('a second start on the same data is refused and leaves the first one alone', async () => {
  const server = await start();
  try {
    await expect(start()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('already running'),
    });
    expect(await query(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await server.stop();
  }
}, 30_000);

test('data of another Postgres version are refused, and kept', async () => {
  await mkdir(join(dataDir, 'cluster'), { recursive: true });
  await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Postgres 17'),
  });
  expect(await readFile(join(dataDir, 'cluster', 'PG_VERSION'), 'utf8')).toBe('17\n');
});

test('the file of a killed server, whose number another process has now, does not keep it from starting', async () => {
  await (await start()).stop();
  const stale = [
    String(process.pid),
    join(dataDir, 'cluster'),
    '1',
    '5432',
    '',
    '127.0.0.1',
    '',
    'ready   ',
    '',
  ];
  await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), stale.join('\n'));
  await (await start()).stop();
});

test('an initdb that was interrupted is done again', async () => {
  await mkdir(join(dataDir, 'new-interrupted', 'base'), { recursive: true });
  await (await start()).stop();
  await expect(lstat(join(dataDir, 'new-interrupted'))).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('a process that dies takes its Postgres along', () => {
  /** A process that starts Postgres and says so; `then` is what it does next. */
  async function startIn(then: string): Promise<{ parent: ChildProcess; url: string; pid: number }> {
    const module = fileURLToPath(new URL('./start-embedded-postgres.ts', import.meta.url));
    const code = `
      import { startEmbeddedPostgres } from ${JSON.stringify(module)};
      const server = await startEmbeddedPostgres(${JSON.stringify({ dataDir, password })});
      console.log(JSON.stringify({ url: server.adminUrl, pid: server.pid }));
      ${then}`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    return { parent, ...(JSON.parse(line.toString()) as { url: string; pid: number }) };
  }

  async function gone(pid: number): Promise<boolean> {
    for (let i = 0; i < 250; i++) {
      try {
        process.kill(pid, 0);
      } catch {
        return true;
      }
      await delay(20);
    }
    return false;
  }

  test('when it is killed with SIGKILL', async () => {
    const { parent, pid, url } = await startIn('setInterval(() => {}, 1000);');
    await query(url, 'create table kept (id int)');
    parent.kill('SIGKILL');
    expect(await gone(pid)).toBe(true);
  });

  test('when it ends without stopping it, which Postgres does not keep it from', async () => {
    const { parent, pid } = await startIn('');
    if (parent.exitCode === null) await once(parent, 'exit');
    expect(parent.exitCode).toBe(0);
    expect(await gone(pid)).toBe(true);
  });

  test('and a start right after the kill waits for the end and finds the data', async () => {
    const { parent, url } = await startIn('setInterval(() => {}, 1000);');
    await query(url, 'create table kept (id int)');
    parent.kill('SIGKILL');
    const next = await start();
    try {
      expect(await query(next.adminUrl, `select to_regclass('kept')::text as kept`)).toEqual([
        { kept: 'kept' },
      ]);
    } finally {
      await next.stop();
    }
  });

  test('and data are whole after Postgres itself was killed', async () => {
    const { parent, url, pid } = await startIn('setInterval(() => {}, 1000);');
    await query(url, 'create table kept (id int)');
    process.kill(pid, 'SIGKILL');
    parent.kill('SIGKILL');
    await gone(pid);
    const next = await start();
    try {
      expect(await query(next.adminUrl, `select to_regclass('kept')::text as kept`)).toEqual([
        { kept: 'kept' },
      ]);
    } finally {
      await next.stop();
    }
  });
});

describe.runIf(asRoot)('as root', () => {
  test('runs as an unprivileged user', async () => {
    const server = await start();
    try {
      const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
      expect(status).not.toMatch(/^Uid:\s+0/m);
      expect(status).toMatch(/^Groups:\s*$/m);
    } finally {
      await server.stop();
    }
  });

  test('below a 0700 folder the data lie elsewhere, behind a link, and are found again', async () => {
    await chmod(folder, 0o700);
    const first = await start();
    await query(first.adminUrl, 'create table kept (id int)');
    await first.stop();
    expect((await lstat(dataDir)).isSymbolicLink()).toBe(true);
    const place = await realpath(dataDir);
    expect(place.startsWith(folder)).toBe(false);
    const second = await start();
    try {
      expect(await query(second.adminUrl, `select to_regclass('kept')::text as kept`)).toEqual([
        { kept: 'kept' },
      ]);
    } finally {
      await second.stop();
    }
    await removeData(dataDir);
    await expect(lstat(place)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(lstat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a checkout that was copied with its link does not write into the data of the original', async () => {
    await chmod(folder, 0o700);
    await (await start()).stop();
    const original = await realpath(dataDir);
    const copy = join(folder, 'copy');
    await mkdir(copy);
    await symlink(original, join(copy, 'postgres'));
    const server = await startEmbeddedPostgres({ dataDir: join(copy, 'postgres'), password, durable: false });
    await server.stop();
    expect(await realpath(join(copy, 'postgres'))).not.toBe(original);
    await removeData(join(copy, 'postgres'));
    expect((await lstat(original)).isDirectory()).toBe(true);
  });

  test('data that were made in a reachable place move along when it is closed later', async () => {
    const first = await start();
    await query(first.adminUrl, 'create table kept (id int)');
    await first.stop();
    await chmod(folder, 0o700);
    const second = await start();
    try {
      expect(await query(second.adminUrl, `select to_regclass('kept')::text as kept`)).toEqual([
        { kept: 'kept' },
      ]);
    } finally {
      await second.stop();
    }
  });

  test('binaries below a 0700 folder are copied to where the server can read them', async () => {
    const user = await findServerUser();
    const original = findPostgresFolder();
    // Where the checkout itself is closed, these are a copy already; what can be read stays where it is.
    const readable = await placeBinaries(original, user);
    expect(await placeBinaries(readable, user)).toBe(readable);
    await chmod(folder, 0o700);
    const closed = join(folder, 'native');
    await cp(original, closed, { recursive: true, verbatimSymlinks: true });
    const copy = await placeBinaries(closed, user);
    try {
      expect(copy.startsWith(folder)).toBe(false);
      expect(await placeBinaries(closed, user)).toBe(copy);
    } finally {
      await rm(copy, { recursive: true });
    }
  });
});
