import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createAgent, createInProcessBus, startRun, waitForRun } from '@agent-factory/services';
import { agentText, openStand, type Stand, testSecretsEnv } from '@agent-factory/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

function launched(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { child, exited: once(child, 'exit'), output: () => output };
}

test('stands alone: works on runs, and ends in good order when it is told to', async () => {
  const { child, exited, output } = launched({
    DATABASE_URL: stand.appUrl,
    DATABASE_QUEUE_URL: stand.queueUrl,
    ...testSecretsEnv(),
    DRAIN_MS: '1000',
  });
  const ctx = { ...(await stand.tenant()), bus: createInProcessBus({ pollMs: 20 }) };
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: '6 * 7' } });
  const run = await waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(60_000) });
  expect(run.status, output()).toBe('succeeded');
  expect(run.output).toContain('42');
  child.kill('SIGTERM');
  expect(await exited, output()).toEqual([0, null]);
}, 120_000);

test('does not start without its settings, and says which', async () => {
  const { exited, output } = launched({});
  expect((await exited)[0]).not.toBe(0);
  expect(output()).toContain(
    'Missing: DATABASE_URL, DATABASE_QUEUE_URL, SECRETS_MASTER_KEY, RECEIPT_SIGNING_KEY.',
  );
}, 60_000);
