import { createHash } from 'node:crypto';
import type { JobPayload, Receipt } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { ModelPort } from '@agent-factory/llm';
import { canonicalJson } from '@agent-factory/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { decideApproval } from '../approvals/decide.ts';
import { getApproval } from '../approvals/get.ts';
import { listApprovals } from '../approvals/list.ts';
import { cancelRun } from '../runs/cancel.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings, type RunTimings } from '../runs/execution/run-timings.ts';
import { getRun } from '../runs/get.ts';
import { listRunEvents } from '../runs/list-events.ts';
import { startRun } from '../runs/start.ts';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { agentText, openStand, refusalError, type Stand, withModel } from '../testing/stand.ts';
import { aborted, modelOf } from '../testing/stand-model.ts';
import { getReceipt } from './get.ts';
import { verifyReceipt } from './verify.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const never = new AbortController().signal;
const noVault = `invariants:
  - id: no-vault
    says: Nobody asks for the vault.
    at: input
    check: { forbidPattern: "(?i)vault" }
    otherwise: block`;

async function queued(parts: { model?: ModelPort; query?: string; spec?: string } = {}) {
  const services: Services = {
    ...stand.services,
    ...(parts.model === undefined ? {} : { router: withModel(stand.services.router, parts.model) }),
  };
  const ctx = contextFor(services, (await stand.tenant()).actor);
  const agent = await createAgent({ ctx, input: { spec: agentText('adder', parts.spec) } });
  const { run_id } = await startRun({
    ctx,
    input: { agent_id: agent.id, query: parts.query ?? 'What is 19 * 23?' },
  });
  const job: JobPayload<'execute_run'> = { run_id, team_id: ctx.actor.teamId };
  const execute = (signal = never, timings: Partial<RunTimings> = {}) =>
    executeRun({
      services,
      input: job,
      workerId: 'one',
      signal,
      timings: { ...defaultRunTimings, ...timings },
    });
  return { ctx, run_id, execute, receipt: () => getReceipt({ ctx, input: { run_id } }) };
}

/** Valid, and in agreement with the row and the events that anyone of the team can read. */
async function expectTrue(ctx: ServiceContext, receipt: Receipt): Promise<void> {
  expect(verifyReceipt({ services: ctx, input: receipt })).toMatchObject({ valid: true });
  const input = { run_id: receipt.run.id };
  const [run, { items }] = await Promise.all([getRun({ ctx, input }), listRunEvents({ ctx, input })]);
  const head = items.reduce(
    (link, { at, data, seq }) =>
      createHash('sha256').update(link).update(canonicalJson({ at, data, seq })).digest(),
    Buffer.alloc(32),
  );
  expect(receipt.events).toEqual({ count: items.length, head: head.toString('hex') });
  const hash = (value: unknown) => createHash('sha256').update(canonicalJson(value)).digest('hex');
  expect(receipt).toMatchObject({
    run: {
      id: run.run_id,
      team_id: ctx.actor.teamId,
      agent_id: run.agent_id,
      agent: run.agent_name,
      version: run.version,
      spec_hash: run.spec_hash,
      status: run.status,
      error_code: run.error?.code ?? null,
      input_sha256: hash(run.input),
      output_sha256: hash(run.output),
    },
    tokens: run.tokens,
  });
}

describe('every run that ends leaves a receipt', () => {
  test('one that succeeds', async () => {
    const { ctx, execute, receipt } = await queued();
    await execute();
    const left = await receipt();
    await expectTrue(ctx, left);
    expect(left).toMatchObject({
      run: {
        status: 'succeeded',
        attempts: 1,
        started_by: { type: 'user', id: ctx.actor.type === 'user' ? ctx.actor.userId : '' },
      },
      tools: [{ name: 'calculator', called: 1, ok: 1, denied: 0 }],
      money: { ceiling: 50_000_000 },
    });
    expect(left.model_calls.length).toBe(2);
    expect(JSON.stringify(left)).not.toContain('19 * 23');
  });

  test('one that is refused, with the rule that refused it', async () => {
    const { ctx, execute, receipt } = await queued({ query: 'Open the vault', spec: noVault });
    await execute();
    const left = await receipt();
    await expectTrue(ctx, left);
    expect(left).toMatchObject({
      run: { status: 'refused' },
      invariants: [{ id: 'no-vault', at: 'input', violated: 1, last: 'violated', action: 'block' }],
    });
    expect(JSON.stringify(left)).not.toMatch(/vault\./);
  });

  test('one that fails', async () => {
    const model: ModelPort = {
      // biome-ignore lint/correctness/useYield: it breaks before it says anything
      async *stream() {
        throw new TypeError('secret at 10.0.0.7');
      },
    };
    const { ctx, execute, receipt } = await queued({ model });
    await execute();
    stand.errors.length = 0;
    await expectTrue(ctx, await receipt());
    expect((await receipt()).run).toMatchObject({ status: 'failed', error_code: 'internal' });
  });

  test('one that is cancelled at work', async () => {
    const model = modelOf(
      () => ({ text: 'never' }),
      (_, signal) => aborted(signal),
    );
    const { ctx, run_id, execute, receipt } = await queued({ model });
    const work = execute();
    await expect.poll(async () => (await getRun({ ctx, input: { run_id } })).status).toBe('running');
    await cancelRun({ ctx, input: { run_id } });
    await work;
    await expectTrue(ctx, await receipt());
    expect((await receipt()).run.status).toBe('cancelled');
  });

  test('one that is cancelled before anybody worked on it', async () => {
    const { ctx, run_id, receipt } = await queued();
    await cancelRun({ ctx, input: { run_id } });
    await expectTrue(ctx, await receipt());
    expect(await receipt()).toMatchObject({
      run: { status: 'cancelled', attempts: 0, started_at: null },
      events: { count: 1 },
      money: { ceiling: 50_000_000, spent: 0 },
    });
  });

  test('one that was handed back and gone on with tells of all its attempts', async () => {
    const stop = new AbortController();
    const model = modelOf(
      (results) =>
        results < 3 ? { call: 'calculator', input: { expression: `${results} + 1` } } : { text: 'done' },
      async (results) => {
        if (results === 2) stop.abort();
      },
    );
    const { ctx, execute, receipt } = await queued({ model });
    await execute(stop.signal);
    expect((await refusalError(receipt())).message).toContain('not ended yet');
    await execute();
    const left = await receipt();
    await expectTrue(ctx, left);
    expect(left).toMatchObject({ run: { attempts: 2 }, tools: [{ called: 3, ok: 3 }] });
  });

  test('one that was handed back and then cancelled in the queue', async () => {
    const stop = new AbortController();
    const model = modelOf(
      () => ({ call: 'calculator', input: { expression: '1 + 1' } }),
      async (results) => {
        if (results === 1) stop.abort();
      },
    );
    const { ctx, run_id, execute, receipt } = await queued({ model });
    await execute(stop.signal);
    await cancelRun({ ctx, input: { run_id } });
    const left = await receipt();
    await expectTrue(ctx, left);
    expect(left).toMatchObject({ run: { status: 'cancelled', attempts: 1 }, tools: [{ called: 1 }] });
  });

  test('one that waited for a person says who decided, and when', async () => {
    const { ctx, run_id, execute, receipt } = await queued({ spec: 'approvals: [calculator]' });
    await execute();
    expect((await getRun({ ctx, input: { run_id } })).status).toBe('waiting');
    const { items } = await listApprovals({ ctx, input: { run_id } });
    const [asked] = items;
    if (asked === undefined) throw new Error('the run waits for an answer');
    await decideApproval({ ctx, input: { id: asked.id, decision: 'approve' } });
    await execute();
    const left = await receipt();
    await expectTrue(ctx, left);
    const { decided_at } = await getApproval({ ctx, input: { id: asked.id } });
    expect(left).toMatchObject({
      run: { status: 'succeeded', attempts: 2 },
      approvals: [{ id: asked.id, about: 'tool', subject: 'calculator', state: 'approved', decided_at }],
      tools: [{ name: 'calculator', called: 1, ok: 1 }],
    });
    expect(left.approvals[0]?.decided_by).not.toBeNull();
  });

  test('one that is cancelled while it waits', async () => {
    const { ctx, run_id, execute, receipt } = await queued({ spec: 'approvals: [calculator]' });
    await execute();
    await cancelRun({ ctx, input: { run_id } });
    const left = await receipt();
    await expectTrue(ctx, left);
    expect(left).toMatchObject({
      run: { status: 'cancelled' },
      approvals: [{ state: 'pending', decided_by: null, decided_at: null }],
    });
  });

  test('one that was given up on', async () => {
    const { ctx, execute, receipt } = await queued();
    await execute(never, { maxAttempts: 0 });
    await expectTrue(ctx, await receipt());
    expect((await receipt()).run).toMatchObject({ status: 'failed', error_code: 'unavailable' });
  });

  test('one whose spec cannot be read any more, without its ceiling', async () => {
    const { ctx, run_id, receipt } = await queued({ spec: 'limits: { maxCostUsd: 0.0213 }' });
    await queryAsAdmin(
      stand.adminUrl,
      `set session_replication_role = replica;
       update public.agent_versions v set spec = 'x', spec_hash = '${'0'.repeat(64)}' from public.runs r
       where r.id = '${run_id}' and v.id = r.agent_version_id`,
    );
    await queryAsAdmin(
      stand.adminUrl,
      `update public.runs set spec_hash = '${'0'.repeat(64)}' where id = '${run_id}'`,
    );
    await cancelRun({ ctx, input: { run_id } });
    expect((await receipt()).money.ceiling).toBeNull();
    expect(verifyReceipt({ services: ctx, input: await receipt() }).valid).toBe(true);
  });
});

describe('who reads it', () => {
  test('nobody of another team: its run is as unknown as one that never was', async () => {
    const { run_id, execute } = await queued();
    await execute();
    const stranger = await stand.tenant();
    const error = await refusalError(getReceipt({ ctx: stranger, input: { run_id } }));
    expect(error).toMatchObject({ code: 'not_found', message: 'There is no such run.' });
  });

  test('a run that ended before there were receipts says so', async () => {
    const { run_id, execute, receipt } = await queued();
    await execute();
    await queryAsAdmin(stand.adminUrl, `delete from public.receipts where run_id = '${run_id}'`);
    expect(await refusalError(receipt())).toMatchObject({
      code: 'not_found',
      message: 'This run ended before runs left receipts.',
    });
  });

  test('nobody changes it: the application’s roles may not', async () => {
    const rows = await queryAsAdmin(
      stand.adminUrl,
      `select grantee, privilege_type from information_schema.role_table_grants
       where table_schema = 'public' and table_name = 'receipts' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
         and grantee like 'agent_factory_%'`,
    );
    expect(rows).toEqual([]);
  });

  test('an event that was changed in the database no longer fits', async () => {
    const { ctx, run_id, execute, receipt } = await queued();
    await execute();
    const left = await receipt();
    await expectTrue(ctx, left);
    await queryAsAdmin(
      stand.adminUrl,
      `update public.run_events set data = jsonb_set(data, '{cost_nano_usd}', '1')
       where run_id = '${run_id}' and data ->> 'type' = 'step.finished'`,
    );
    await expect(expectTrue(ctx, left)).rejects.toThrow();
  });
});
