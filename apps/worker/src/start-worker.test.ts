import { queryAsAdmin } from '@agent-factory/db/testing';
import {
  contextFor,
  createAgent,
  getDocument,
  getRun,
  listRunEvents,
  type RunTimings,
  type ServiceContext,
  startRun,
  uploadDocument,
  waitForRun,
} from '@agent-factory/services';
import { agentText, modelOf, openStand, type Stand, withModel } from '@agent-factory/services/testing';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type RunningWorker, startWorker } from './start-worker.ts';

let stand: Stand;
const workers: RunningWorker[] = [];
beforeAll(async () => {
  stand = await openStand();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
});
afterAll(() => stand.drop());

const timings = { heartbeatMs: 50, deadAfterMs: 1_500 };
// Patience for machines that are busy with other suites; nothing here waits that long when idle.
vi.setConfig({ testTimeout: 120_000 });

async function working(ctx: ServiceContext, more: Partial<RunTimings> = {}): Promise<RunningWorker> {
  const { queueUrl } = stand;
  const worker = await startWorker({
    services: ctx,
    queueUrl,
    concurrency: 5,
    timings: { ...timings, ...more },
    log: () => {},
  });
  workers.push(worker);
  return worker;
}

async function tenantWithAgent(services = stand.services) {
  const ctx = contextFor(services, (await stand.tenant()).actor);
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  return { ctx, agent };
}

function ended(ctx: ServiceContext, run_id: `run_${string}`) {
  return waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(60_000) });
}

test('many runs of many teams all end, each once and in its own team', async () => {
  const tenants = await Promise.all(Array.from({ length: 3 }, () => tenantWithAgent()));
  const [first] = tenants;
  if (first === undefined) throw new Error('there are three');
  await working(first.ctx);
  const runs = await Promise.all(
    Array.from({ length: 30 }, async (_, n) => {
      const { ctx, agent } = tenants[n % 3] ?? first;
      const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: `${n} * 11` } });
      return { run: await ended(ctx, run_id), ctx, n };
    }),
  );
  for (const { run, ctx, n } of runs) {
    expect(run.status).toBe('succeeded');
    expect(run.output).toContain(String(n * 11));
    const { items } = await listRunEvents({ ctx, input: { run_id: run.run_id } });
    expect(items.filter(({ data }) => data.type === 'run.finished')).toHaveLength(1);
  }
  const left = () => queryAsAdmin(stand.adminUrl, 'select from graphile_worker._private_jobs');
  await expect.poll(async () => (await left()).length).toBe(0);
  expect(stand.errors).toEqual([]);
});

test('a worker that is stopped in the middle of a round of its reconciler has nothing to complain of', async () => {
  const { ctx } = await tenantWithAgent();
  for (let n = 0; n < 5; n++) {
    // A round follows upon the other.
    const worker = await working(ctx, { heartbeatMs: 1 });
    await worker.stop(0);
  }
  expect(stand.errors).toEqual([]);
});

test('a worker that stops hands its run back, and the next one ends it without waiting for a timeout', async () => {
  const thinking = Promise.withResolvers<void>();
  let stopped = false;
  const model = modelOf(
    (results) => (results === 0 ? { call: 'calculator', input: { expression: '1+1' } } : { text: 'two' }),
    async (results, signal) => {
      if (results === 0 || stopped) return;
      thinking.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  );
  const services = { ...stand.services, router: withModel(stand.services.router, model) };
  const { ctx, agent } = await tenantWithAgent(services);
  const worker = await working(ctx);
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
  await thinking.promise;
  await worker.stop(0);
  stopped = true;
  expect((await getRun({ ctx, input: { run_id } })).status).toBe('queued');
  const due = await queryAsAdmin(
    stand.adminUrl,
    'select from graphile_worker.jobs where key = $1 and locked_at is null and run_at <= now()',
    [run_id],
  );
  expect(due).toHaveLength(1);
  await working(ctx);
  expect(await ended(ctx, run_id)).toMatchObject({ status: 'succeeded', output: 'two' });
});

test('a run whose job was lost gets another one', async () => {
  const { ctx, agent } = await tenantWithAgent();
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: '2 + 2' } });
  await queryAsAdmin(stand.adminUrl, 'delete from graphile_worker._private_jobs');
  await working(ctx);
  expect((await ended(ctx, run_id)).status).toBe('succeeded');
});

test('a document that was taken in by a process that ended before it had a job is read', async () => {
  const ctx: ServiceContext = { ...stand.services, ...(await stand.tenant()) };
  const bytes = Buffer.from(`# Refunds\n\n${'We refund within thirty days. '.repeat(20_000)}`);
  const { id, status } = await uploadDocument({
    ctx,
    input: { name: 'handbook.md', contentType: 'text/markdown', bytes },
  });
  expect(status).toBe('queued');
  await queryAsAdmin(stand.adminUrl, 'delete from graphile_worker._private_jobs');
  await queryAsAdmin(
    stand.adminUrl,
    `update public.documents set created_at = now() - interval '1 minute' where id = $1`,
    [id],
  );
  await working(ctx);
  await expect
    .poll(async () => (await getDocument({ ctx, input: { id } })).status, { timeout: 60_000 })
    .toBe('ready');
});

test('a run whose job a dead worker took and never began is taken by another', async () => {
  const { ctx, agent } = await tenantWithAgent();
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: '2 + 2' } });
  await queryAsAdmin(
    stand.adminUrl,
    `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '1 minute'`,
  );
  await working(ctx);
  expect((await ended(ctx, run_id)).status).toBe('succeeded');
});

test('Q5: a worker whose every connection is cut, again and again, goes on and ends every run', async () => {
  const { ctx, agent } = await tenantWithAgent();
  await working(ctx);
  const cut = () =>
    queryAsAdmin(
      stand.adminUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename in ('agent_factory_app', 'agent_factory_queue')`,
    );
  const runs: `run_${string}`[] = [];
  for (let n = 0; n < 5; n++) {
    const started = Array.from({ length: 6 }, () =>
      startRun({ ctx, input: { agent_id: agent.id, query: '2 + 2' } }),
    );
    // A start may fail while the connections are cut; the runs that were promised are the ones that count.
    const [settled] = await Promise.all([Promise.allSettled(started), cut()]);
    runs.push(...settled.flatMap((start) => (start.status === 'fulfilled' ? [start.value.run_id] : [])));
  }
  for (const run_id of runs) {
    // A read may meet the last cut as well.
    const status = () => getRun({ ctx, input: { run_id } }).then(({ status }) => status, String);
    await expect.poll(status, { timeout: 60_000 }).toBe('succeeded');
    const { items } = await listRunEvents({ ctx, input: { run_id } });
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
    expect(items.filter(({ data }) => data.type === 'run.finished')).toHaveLength(1);
  }
  stand.errors.length = 0; // the outages themselves
});

test('a run whose job the queue has put off for minutes is worked on at once', async () => {
  const { ctx, agent } = await tenantWithAgent();
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: '2 + 2' } });
  await queryAsAdmin(
    stand.adminUrl,
    `update graphile_worker._private_jobs set attempts = 5, run_at = now() + interval '5 minutes'`,
  );
  await working(ctx);
  expect((await ended(ctx, run_id)).status).toBe('succeeded');
});

test('two workers share the work and revive nothing that lives', async () => {
  const model = modelOf(
    () => ({ text: 'slow but alive' }),
    () => new Promise((resolve) => setTimeout(resolve, 2_500)),
  );
  const services = { ...stand.services, router: withModel(stand.services.router, model) };
  const { ctx, agent } = await tenantWithAgent(services);
  await Promise.all([working(ctx), working(ctx)]);
  const runs = await Promise.all(
    Array.from({ length: 6 }, () => startRun({ ctx, input: { agent_id: agent.id, query: 'x' } })),
  );
  for (const { run_id } of runs) {
    expect((await ended(ctx, run_id)).status).toBe('succeeded');
    const { items } = await listRunEvents({ ctx, input: { run_id } });
    expect(items.filter(({ data }) => data.type === 'run.started')).toHaveLength(1);
  }
  expect(model.requests).toHaveLength(6);
});
