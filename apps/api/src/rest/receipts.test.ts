import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  agentSavedSchema,
  newId,
  type Receipt,
  receiptKeysSchema,
  receiptSchema,
  runViewSchema,
} from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let token: string;
let receipt: Receipt;

beforeAll(async () => {
  api = await startTestApi({ worker: true });
  token = await api.tokenOf(await api.addUser());
  const saved = await api.fetch('/v1/agents', { token, method: 'POST', body: { spec: plainSpec('one') } });
  const { id } = agentSavedSchema.parse(await saved.json());
  const ran = await api.fetch(`/v1/agents/${id}/run`, { token, method: 'POST', body: { query: 'hello' } });
  const { run_id } = runViewSchema.parse(await ran.json());
  const answer = await api.fetch(`/v1/runs/${run_id}/receipt`, { token });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  receipt = receiptSchema.parse(await answer.json());
});
afterAll(() => api.close());

async function verify(body: unknown) {
  const response = await api.fetch('/v1/receipts/verify', { token: null, method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

describe('anybody may check a receipt', () => {
  test('and is told that it is valid, and nothing about the run', async () => {
    expect(await verify(receipt)).toEqual({
      status: 200,
      body: { valid: true, reason: null, key_id: receipt.key_id },
    });
  });

  test.each([
    ['a changed one', () => ({ ...receipt, money: { ...receipt.money, spent: 7 } }), 'wrong_signature'],
    [
      'one of another run',
      () => ({ ...receipt, run: { ...receipt.run, id: newId('run') } }),
      'wrong_signature',
    ],
    ['one of a key that we never had', () => ({ ...receipt, key_id: 'theirs' }), 'unknown_key'],
    ['another object', () => ({ hello: 'world' }), 'not_a_receipt'],
    ['a list', () => [], 'not_a_receipt'],
    ['null', () => 'null', 'not_a_receipt'],
    ['a number', () => '7', 'not_a_receipt'],
    ['depth', () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'not_a_receipt'],
  ])('%s is not valid', async (_, body, reason) => {
    const sent = body();
    const headers = { 'content-type': 'application/json' };
    const response = await api.fetch('/v1/receipts/verify', {
      token: null,
      method: 'POST',
      body: sent,
      headers,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ valid: false, reason });
  });

  test.each([
    ['no JSON', '{', 400],
    ['nothing', undefined, 200],
    ['too much', JSON.stringify('x'.repeat(1_100_000)), 413],
  ])('%s is a problem of its sender, or not valid, and never one of ours', async (_, body, status) => {
    const response = await api.fetch('/v1/receipts/verify', {
      token: null,
      method: 'POST',
      body,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(status === 200 ? { valid: false } : { status });
  });
});

test('the public keys are there for anybody, to be kept for a while', async () => {
  const response = await api.fetch('/.well-known/agentfactory-receipts.json', {
    token: null,
    headers: { origin: 'https://somewhere.test' },
  });
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const { keys } = receiptKeysSchema.parse(await response.json());
  expect(keys.map(({ kid }) => kid)).toEqual([receipt.key_id]);
});

test('a run that goes on has none yet, and one is told so', async () => {
  const quiet = await startTestApi({ worker: false });
  try {
    const own = await quiet.tokenOf(await quiet.addUser());
    const post = (path: string, body: unknown) =>
      quiet.fetch(path, { token: own, method: 'POST', body, headers: { prefer: 'respond-async' } });
    const { id } = agentSavedSchema.parse(
      await (await post('/v1/agents', { spec: plainSpec('one') })).json(),
    );
    const { run_id } = runViewSchema.parse(await (await post(`/v1/agents/${id}/run`, { query: 'x' })).json());
    const answer = await quiet.fetch(`/v1/runs/${run_id}/receipt`, { token: own });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: 'not_found',
      detail: 'This run has not ended yet. Its receipt is written when it ends.',
    });
  } finally {
    await quiet.close();
  }
});

/** The block of the README that follows the words. */
function readmeCode(after: string): string {
  const text = readFileSync(join(import.meta.dirname, '../../../../README.md'), 'utf8');
  const [, code] = /```js\n([\s\S]*?)```/.exec(text.slice(text.indexOf(after))) ?? [];
  if (code === undefined) throw new Error('the README has no such block');
  return code;
}

test('the README’s lines say the same, with nothing but Node', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  try {
    const keys = await (await api.fetch('/.well-known/agentfactory-receipts.json', { token: null })).text();
    const events = await (await api.fetch(`/v1/runs/${receipt.run.id}/events`, { token })).json();
    writeFileSync(join(folder, 'verify.mjs'), readmeCode('## Receipts'));
    writeFileSync(join(folder, 'keys.json'), keys);
    const run = (one: unknown, log: unknown) => {
      writeFileSync(join(folder, 'receipt.json'), JSON.stringify(one, null, 2));
      writeFileSync(join(folder, 'events.json'), JSON.stringify(log));
      const { stdout, stderr } = spawnSync(process.execPath, ['verify.mjs'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      return stdout.trim();
    };
    expect(run(receipt, events)).toBe('signature true, events true');
    const forged = { ...receipt, money: { ...receipt.money, spent: 7 } };
    expect(run(forged, events)).toBe('signature false, events true');
    const { items } = events as { items: unknown[] };
    expect(run(receipt, { items: items.slice(1) })).toBe('signature true, events false');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
