import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { addProviderKey, contextFor, generateMasterKey, openServices } from '@agent-factory/services';
import { openStand, type Stand, testSecretsEnv } from '@agent-factory/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const program = fileURLToPath(new URL('./rewrap-secrets.ts', import.meta.url));

async function rewrap(masterKeys: string): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: stand.appUrl,
      DATABASE_QUEUE_URL: stand.queueUrl,
      ...testSecretsEnv(),
      SECRETS_MASTER_KEY: masterKeys,
    },
  });
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, output: out + errors };
}

test('Q18: a new master key takes over, and without the old one it says what does not open', async () => {
  const [older, newer, lost] = [1, 2, 3].map((n) => generateMasterKey(new Date(n * 86_400_000)));
  const services = openServices({
    databaseUrl: stand.appUrl,
    maxConnections: 2,
    redisUrl: null,
    workerInProcess: false,
    env: { ...testSecretsEnv(), SECRETS_MASTER_KEY: older },
    onError: () => {},
  });
  const owner = await stand.tenant();
  const router = { ...services.router, testKey: async () => ({ ok: true }) as const };
  const ctx = contextFor({ ...services, router }, owner.actor);
  await addProviderKey({ ctx, input: { vendor: 'openai', label: 'Ours', secret: 'sk-secret-abcdefghijkl' } });
  await services.close();

  expect(await rewrap(`${newer},${older}`)).toEqual({
    code: 0,
    output: '1 secrets are under the first master key now, 0 failed.\n',
  });
  expect((await rewrap(`${newer},${older}`)).output).toContain('0 secrets');
  const { code, output } = await rewrap(lost ?? '');
  expect(code).toBe(1);
  expect(output).toContain('1 failed');
  expect(output).not.toContain('sk-secret');
}, 60_000);
