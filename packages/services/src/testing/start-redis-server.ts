import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';

/** A real Redis of one's own, to kill and start again. */
export interface RedisServer {
  url: string;
  /** Sends it one command, on a connection of its own. */
  ask(command: string, ...values: string[]): Promise<unknown>;
  /** As if the machine had lost power. */
  kill(): Promise<void>;
  /** Again, on the same port and empty; resolves when it answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function ask(command: string, ...values: string[]): Promise<unknown> {
    const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on('error', () => {});
    try {
      return await redis.call(command, ...values);
    } finally {
      redis.disconnect();
    }
  }

  async function kill(): Promise<void> {
    const dying = child;
    child = null;
    if (dying === null || dying.exitCode !== null) return;
    const gone = once(dying, 'exit');
    dying.kill('SIGKILL');
    await gone;
  }

  async function start(): Promise<void> {
    child = spawn(
      'redis-server',
      ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()],
      { stdio: 'ignore' },
    );
    await ask('PING');
  }

  await start();
  return { url: `redis://127.0.0.1:${port}`, ask, kill, start, stop: kill };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('a listener on TCP has a port');
  return address.port;
}
