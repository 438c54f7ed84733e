import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { noTotals, type Totals } from './check.ts';
import { findFreePort } from './free-port.ts';
import { notice } from './progress.ts';

export interface Redis {
  url: string | null;
  /** Where there is no Redis under CI, that itself is a failure. */
  totals: Totals;
  stop(): Promise<void>;
}

/** REDIS_URL, else a `redis-server` from the PATH started on a free port, else none. */
export async function findRedis(): Promise<Redis> {
  const nothing = async () => {};
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, totals: noTotals, stop: nothing };
  if (spawnSync('redis-server', ['--version']).status === 0) return startRedis();
  const underCi = process.env.CI === 'true';
  notice(
    `Neither REDIS_URL nor a redis-server on the PATH: suites that need Redis ${underCi ? 'cannot run, which CI does not accept' : 'are skipped by name'}.`,
  );
  return { url: null, totals: { ...noTotals, failed: underCi ? 1 : 0 }, stop: nothing };
}

async function startRedis(): Promise<Redis> {
  const directory = mkdtempSync(join(tmpdir(), 'agent-factory-redis-'));
  const port = await findFreePort(16_379, '127.0.0.1');
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const deadline = Date.now() + 5_000;
  while (!(await answers(port))) {
    if (Date.now() > deadline || child.exitCode !== null)
      throw new Error('redis-server was found but did not start.');
    await delay(20);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    totals: noTotals,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
