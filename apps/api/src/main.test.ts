import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@agent-factory/db/testing';
import { testSecretsEnv } from '@agent-factory/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function start(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('production does not start without its settings and says in one sentence which', async () => {
  const child = start({});
  const [stderr] = await Promise.all([text(child.stderr ?? never()), once(child, 'exit')]);
  expect(stderr).toBe(
    'The API does not start in production mode. Missing: DATABASE_URL, API_KEY_PEPPER, SECRETS_MASTER_KEY, RECEIPT_SIGNING_KEY, WEB_URL, SUPABASE_URL.\n',
  );
  expect(child.exitCode).toBe(1);
});

test('starts alone in production, without local auth or outbox, and stops on SIGTERM', async () => {
  const child = start({
    DATABASE_URL: database.appUrl,
    SUPABASE_URL: 'http://127.0.0.1:9',
    WEB_URL: 'https://app.example.test',
    ...testSecretsEnv(),
    PORT: '0',
    DRAIN_MS: '0',
  });
  try {
    const url = await listeningUrl(child);
    expect(await (await fetch(`${url}/ready`)).json()).toEqual({ ready: true });
    expect((await fetch(`${url}/auth/v1/settings`)).status).toBe(404);
    expect((await fetch(`${url}/trpc/outbox.list`)).status).toBe(404);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ mode: 'production' });
  } finally {
    child.kill('SIGTERM');
  }
  expect(await once(child, 'exit')).toEqual([0, null]);
});

const servingSchema = z.object({ msg: z.literal('serving'), url: z.string() });

async function listeningUrl(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout ?? never() })) {
    const serving = servingSchema.safeParse(JSON.parse(line));
    if (serving.success) return serving.data.url;
  }
  throw new Error('the process ended before it served');
}

function never(): never {
  throw new Error('the child has no such pipe');
}
