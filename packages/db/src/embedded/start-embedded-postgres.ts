import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@agent-factory/contracts';
import { binary, findPostgresFolder } from './binaries.ts';
import { initCluster } from './init-cluster.ts';
import { placeBinaries, placeData } from './places.ts';
import { makeWay, readPostmaster } from './postmaster.ts';
import { findServerUser, type ServerUser } from './server-user.ts';

export interface EmbeddedPostgresOptions {
  /** Made on the first start. Root may find the data behind a link there; see docs/decisions/0142. */
  dataDir: string;
  /** Of the superuser `postgres`; must be the one of the first start. */
  password: string;
  /** On 127.0.0.1; a free one if left out. */
  port?: number;
  /** The server's log; beside the data folder if left out. */
  logFile?: string;
  /** False for databases that are thrown away: nothing is synced to disk. */
  durable?: boolean;
}

export interface EmbeddedPostgres {
  /** `postgres://postgres:…@127.0.0.1:<port>/postgres`, a superuser. */
  adminUrl: string;
  port: number;
  pid: number;
  /**
   * Ends open transactions and shuts down cleanly (Postgres' fast mode); `immediate` drops everything where it stands,
   * as a crash does, and leaves the rest to the recovery of the next start.
   */
  stop(options?: { immediate: boolean }): Promise<void>;
}

/** Starts a real Postgres from npm on 127.0.0.1. It ends with this process, however that ends. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const durable = options.durable ?? true;
  const user = await findServerUser();
  const binaries = await placeBinaries(findPostgresFolder(), user);
  const folder = await placeData(options.dataDir, user);
  await makeWay(join(folder, 'cluster'));
  const dataDir = await initCluster({ binaries, folder, user, password: options.password, durable });
  const port = options.port ?? (await findFreePort());
  const logFile = options.logFile ?? join(dirname(resolve(options.dataDir)), 'postgres.log');
  const server = await launch({ binaries, dataDir, user, port, logFile, durable });
  const pid = await untilReady(server, dataDir, logFile);
  return {
    adminUrl: `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    stop: (options) => stop(server, pid, options?.immediate === true ? 'SIGQUIT' : 'SIGINT'),
  };
}

interface Launch {
  binaries: string;
  dataDir: string;
  user: ServerUser | null;
  port: number;
  logFile: string;
  durable: boolean;
}

// The child becomes Postgres; its grandchild waits on a pipe that only this process holds open. A line
// means "stopped in order"; an end without one means that this process died, and Postgres is told to stop.
// The grandchild is forked twice so that Postgres never meets a child that it did not make.
const launcher = `
( ( read -r line <&3 || kill -INT "$$" 2>/dev/null ) & )
exec "$0" "$@" 3<&-`;

async function launch({ binaries, dataDir, user, port, logFile, durable }: Launch): Promise<ChildProcess> {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // a path below a deep checkout would be too long for a socket
    max_connections: durable ? '60' : '200', // suites run side by side, each with its own pools
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    io_method: 'sync', // no I/O worker processes: memory before speed at this size
    jit: 'off', // costs more than it saves on queries of milliseconds
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(logFile, 'a', 0o600);
  try {
    return spawn('/bin/sh', ['-c', launcher, binary(binaries, 'postgres'), '-D', dataDir, ...args], {
      ...user,
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' },
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
      detached: true, // Ctrl-C in a terminal reaches us alone; we stop the server last
    });
  } finally {
    await log.close();
  }
}

async function untilReady(server: ChildProcess, dataDir: string, logFile: string): Promise<number> {
  const deadline = Date.now() + 60_000; // recovery after a crash can take its time
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    const postmaster = await readPostmaster(dataDir);
    if (postmaster?.ready && postmaster.pid === server.pid) {
      server.unref(); // neither the server nor its pipe keeps this process from ending
      watchdogPipe(server)?.unref();
      return postmaster.pid;
    }
    await delay(10);
  }
  server.kill('SIGKILL');
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n');
  throw new AppError(
    'unavailable',
    `Postgres did not start; the end of ${logFile} says:\n${lines.slice(-5).join('\n')}`,
  );
}

async function stop(server: ChildProcess, pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const exited = new Promise<void>((done) => {
    if (server.exitCode !== null || server.signalCode !== null) done();
    else server.once('exit', () => done());
  });
  server.ref();
  try {
    process.kill(pid, signal);
  } catch {
    // it is gone already
  }
  await exited;
  watchdogPipe(server)?.end('stopped\n');
}

/** Guarantees what `stdio` asked for: descriptor 3 is a pipe, which Node opens as a socket. */
function watchdogPipe(server: ChildProcess): Socket | null {
  return server.stdio[3] as Socket | null;
}

function findFreePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}
