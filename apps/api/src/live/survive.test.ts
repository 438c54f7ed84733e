import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, seedTenant, type TestDatabase } from '@agent-factory/db/testing';
import {
  contextFor,
  createAgent,
  type OpenServices,
  openAgentDocument,
  openServices,
} from '@agent-factory/services';
import { agentText, hasRedisServer, startRedisServer, testSecretsEnv } from '@agent-factory/services/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type RunningApi, startApi } from '../start-api.ts';
import { createTestTokens } from '../testing/test-tokens.ts';
import { type LivePerson, openLivePerson } from './testing/live-person.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const soon = { timeout: 60_000, interval: 20 };

let database: TestDatabase;
let secrets: Record<string, string>;
let services: OpenServices;
beforeAll(async () => {
  database = await createTestDatabase();
  secrets = testSecretsEnv();
  services = open(null);
}, 120_000);
afterAll(async () => {
  await services.close();
  await database.drop();
});

const people: LivePerson[] = [];
afterEach(() => {
  for (const person of people.splice(0)) person.close();
});

function open(redisUrl: string | null): OpenServices {
  return openServices({
    databaseUrl: database.appUrl,
    maxConnections: 4,
    redisUrl,
    workerInProcess: false,
    env: secrets,
    onError: () => {},
  });
}

async function makeAgent() {
  const user = await seedTenant(database.adminUrl);
  const ctx = contextFor(services, user);
  const { id: agentId } = await createAgent({ ctx, input: { spec: agentText('together') } });
  return { user, ctx, agentId };
}

function join(options: { url(): string; token: string; agentId: string }): LivePerson {
  const person = openLivePerson(options);
  people.push(person);
  return person;
}

const isConnected = (person: LivePerson) =>
  expect.poll(() => person.state(), soon).toEqual({ at: 'connected' });

/** All of them hold the same text and everything of it is stored. */
const isSettled = (all: readonly LivePerson[]) =>
  expect
    .poll(() => {
      const texts = new Set(all.map(({ text }) => text.toString()));
      return texts.size === 1 && all.every(({ state }) => state().at === 'connected');
    }, soon)
    .toBe(true);

/** Between two keys of a writer; what the test waits for, it polls. */
const pause = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));
const times = (text: string, token: string) => text.split(token).length - 1;

// A process of its own, with a service beside it whose keys it trusts as it would Supabase's.

async function startAuth(): Promise<{
  server: Server;
  url: string;
  tokenOf(userId: string): Promise<string>;
}> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'test' };
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listener on TCP has a port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    server,
    url,
    tokenOf: (userId) =>
      new SignJWT({ role: 'authenticated', session_id: crypto.randomUUID(), email: '', aal: 'aal1' })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'test' })
        .setSubject(userId)
        .setIssuer(`${url}/auth/v1`)
        .setAudience('authenticated')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}

async function spawnApi(supabaseUrl: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...secrets,
      SUPABASE_URL: supabaseUrl,
      WEB_URL: 'http://127.0.0.1:9',
      PORT: '0',
      LOG_LEVEL: 'info',
      DATABASE_URL: database.appUrl,
      DATABASE_MAX_CONNECTIONS: '4',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const serving = /"url":"(http[^"]+)","mode"/.exec(line)?.[1];
      if (serving !== undefined) resolve(serving);
    });
    lines.on('close', () => reject(new Error('the API ended before it served')));
  });
  return { url, child };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await gone;
}

test('a process is killed while people write: what was told as stored is in Postgres, and all converge after it', async () => {
  const auth = await startAuth();
  const { user, ctx, agentId } = await makeAgent();
  const token = await auth.tokenOf(user.userId);
  let api = await spawnApi(auth.url);
  let isOver = false;
  try {
    const writers = [0, 1, 2].map(() => join({ url: () => api.url, token, agentId }));
    for (const writer of writers) await isConnected(writer);
    const typed: string[] = [];
    /** Typed and told as stored. */
    const stored = new Set<string>();
    const writing = writers.map(async ({ text, state }, who) => {
      const own: string[] = [];
      for (let n = 0; !isOver; n += 1) {
        const word = `<${who}:${n}>`;
        text.insert(text.length, word);
        own.push(word);
        typed.push(word);
        // Slower while nobody hears it: a spec has room for so many words.
        await pause(state().at === 'offline' ? 50 : 5);
        // Now and then somebody rests until what they wrote is stored, or cannot be.
        while (n % 5 === 4 && state().at === 'storing' && !isOver) await pause();
        // Nothing is under way: everything up to here was told as stored.
        if (state().at === 'connected') for (const each of own.splice(0)) stored.add(each);
      }
    });
    await expect.poll(() => stored.size, soon).toBeGreaterThan(20);
    // In the middle of it.
    await kill(api.child);
    const told = [...stored];
    const { update } = await openAgentDocument({ ctx, input: { id: agentId } });
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(update, 'base64'));
    const kept = doc.getText('spec').toString();
    expect(told.filter((word) => times(kept, word) !== 1)).toEqual([]);
    api = await spawnApi(auth.url);
    for (const { live } of writers) live.wake();
    // They write on.
    const before = stored.size;
    await expect.poll(() => stored.size, soon).toBeGreaterThan(before + 20);
    isOver = true;
    await Promise.all(writing);
    for (const { live } of writers) live.wake();
    await isSettled(writers);
    const [end = ''] = writers.map(({ text }) => text.toString());
    expect(typed.filter((word) => times(end, word) !== 1)).toEqual([]);
    const late = join({ url: () => api.url, token, agentId });
    await isSettled([...writers, late]);
  } finally {
    isOver = true;
    await kill(api.child);
    auth.server.close();
  }
}, 300_000);

test.skipIf(!hasRedisServer)(
  'two processes with Redis, which dies: people see each other by it, texts do not need it',
  async () => {
    const redis = await startRedisServer();
    const tokens = await createTestTokens();
    const { user, agentId } = await makeAgent();
    const token = await tokens.tokenOf(user);
    const running: { api: RunningApi; own: OpenServices }[] = [];
    try {
      for (const _ of ['one', 'another']) {
        const own = open(redis.url);
        const api = await startApi({
          ...{ mode: 'production', version: '0.0.0-test', services: own, accessTokens: tokens.rules },
          ...{ sessionStates: null, localAuth: null, host: '127.0.0.1', port: 0, logLevel: 'silent' },
          ...{ webOrigins: [], trustProxy: false },
        });
        running.push({ api, own });
        await expect.poll(() => own.bus.redisConnected, soon).toBe(true);
      }
      const [ana, bo] = running.map(({ api }) => join({ url: () => api.url, token, agentId }));
      if (ana === undefined || bo === undefined) throw new Error('two processes were started');
      await isConnected(ana);
      await isConnected(bo);
      // Who is there stands in announcements alone, so it came by Redis.
      await expect.poll(() => [ana, bo].map((person) => person.people().length), soon).toEqual([1, 1]);
      ana.text.insert(0, '# Ana, with Redis\n');
      await expect.poll(() => bo.text.toString(), soon).toContain('# Ana, with Redis');

      await redis.kill();
      await expect.poll(() => running.map(({ own }) => own.bus.redisConnected), soon).toEqual([false, false]);
      ana.text.insert(0, '# Ana, without\n');
      bo.text.insert(bo.text.length, '# Bo, without\n');
      await isSettled([ana, bo]);
      expect(bo.text.toString()).toMatch(/^# Ana, without\n[\s\S]*# Bo, without\n$/);

      await redis.start();
      await expect.poll(() => running.map(({ own }) => own.bus.redisConnected), soon).toEqual([true, true]);
      const place = { view: 'form', anchor: null, head: null, path: ['limits'] };
      await expect
        .poll(() => {
          // Words that nobody heard are not said again by themselves.
          ana.live.move(place);
          return bo.people().map((each) => each.place?.path);
        }, soon)
        .toContainEqual(['limits']);
      bo.text.insert(0, '# Bo, with Redis again\n');
      await isSettled([ana, bo]);
    } finally {
      for (const { api, own } of running) {
        await api.close();
        await own.close();
      }
      await redis.stop();
    }
  },
  180_000,
);
