import type { JobPayload, RunId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { AgentTool, ToolPort } from '@agent-factory/orchestrator';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { cancelRun } from '../runs/cancel.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { getRun } from '../runs/get.ts';
import { startRun } from '../runs/start.ts';
import { waitForRun } from '../runs/wait-for-run.ts';
import type { ServiceContext, Services } from '../service-context.ts';
import { agentText, openStand, type Stand, toolsOf, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { decideApproval } from './decide.ts';
import { expireApprovals } from './expire.ts';
import { listApprovals } from './list.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const payments = 2;
const commands = [
  'work',
  'approve',
  'edit',
  'deny',
  'run out of time',
  'hand back',
  'die in the model',
  'die before paying',
  'die after paying',
  'approve while at work',
  'cancel while at work',
] as const;
type Command = (typeof commands)[number];

interface Payment {
  expression: unknown;
  key: string;
}

/** What the database says of one run, as nobody but an administrator sees it. */
async function look(runId: RunId) {
  const [row] = await queryAsAdmin<{
    status: string;
    pending: number;
    jobs: number;
    held: boolean;
    allowed: { expression?: unknown }[];
  }>(
    stand.adminUrl,
    `select status, worker_id is not null as held,
       (select count(*)::int from public.approvals a where a.run_id = r.id and a.state = 'pending') as pending,
       (select count(*)::int from graphile_worker._private_jobs j where j.key = r.id) as jobs,
       (select coalesce(jsonb_agg(coalesce(a.edited_value, a.value)), '[]') from public.approvals a
        where a.run_id = r.id and a.state in ('approved', 'edited')) as allowed
     from public.runs r where id = $1`,
    [runId],
  );
  if (row === undefined) throw new Error('the run is there');
  return row;
}

/** As the reconciler does when a worker gave no sign of life: whoever had the run has lost it. */
async function die(runId: RunId): Promise<void> {
  await queryAsAdmin(
    stand.adminUrl,
    `update public.runs set status = 'queued', fence = fence + 1, worker_id = null, heartbeat_at = null where id = $1`,
    [runId],
  );
}

/** A run that pays twice, each time with a person's word, in a world that does what the commands say. */
async function open(ctx: ServiceContext, agentId: Parameters<typeof startRun>[0]['input']['agent_id']) {
  const paid: Payment[] = [];
  const unapproved: Payment[] = [];
  const world: { command: Command; handBack: AbortController } = {
    command: 'work',
    handBack: new AbortController(),
  };
  const { run_id } = await startRun({ ctx, input: { agent_id: agentId, query: 'Pay them.' } });
  const model = modelOf(
    (results) =>
      results < payments
        ? { call: 'calculator', input: { expression: `${results}` } }
        : { text: 'It is done now.' },
    async () => {
      if (world.command === 'die in the model') await die(run_id);
      if (world.command === 'hand back') world.handBack.abort();
    },
  );
  const tools: ToolPort = {
    async definitions(refs, options) {
      const defined = await stand.tools.definitions(refs, options);
      return defined.map((tool): AgentTool => ({ ...tool, effect: 'money', idempotent: false }));
    },
    async call(_, { expression }, { idempotencyKey: key }) {
      if (world.command === 'die before paying') {
        await die(run_id);
        throw new Error('this process is no more');
      }
      const payment = { expression, key };
      const { allowed } = await look(run_id);
      if (!allowed.some((value) => value.expression === expression)) unapproved.push(payment);
      paid.push(payment);
      if (world.command === 'die after paying') await die(run_id);
      return { outcome: 'ok', value: 'paid' };
    },
  };
  const services: Services = {
    ...stand.services,
    router: withModel(stand.services.router, model),
    toolsOf: toolsOf(tools),
  };
  const input: JobPayload<'execute_run'> = { run_id, team_id: ctx.actor.teamId };
  const work = async (command: Command = 'work') => {
    world.command = command;
    world.handBack = new AbortController();
    const { signal } = world.handBack;
    await executeRun({ services, input, workerId: 'one', signal, timings: defaultRunTimings });
  };
  const decide = async (decision: 'approve' | 'edit' | 'deny') => {
    const { items } = await listApprovals({ ctx, input: { run_id } });
    const [first] = items;
    if (first === undefined) return;
    const value = { expression: `edited ${String(first.id)}` };
    await decideApproval({
      ctx,
      input: { id: first.id, decision, ...(decision === 'edit' ? { value } : {}) },
    });
  };
  const runOutOfTime = async () => {
    await queryAsAdmin(
      stand.adminUrl,
      `update public.approvals set expires_at = now() - interval '1 second' where run_id = $1 and state = 'pending'`,
      [run_id],
    );
    await expireApprovals({ services: stand.services });
  };
  return { run_id, paid, unapproved, work, decide, runOutOfTime };
}

async function obey(run: Awaited<ReturnType<typeof open>>, ctx: ServiceContext, command: Command) {
  switch (command) {
    case 'approve':
    case 'edit':
    case 'deny':
      return run.decide(command);
    case 'run out of time':
      return run.runOutOfTime();
    case 'approve while at work':
      return Promise.all([run.work(), run.decide('approve')]);
    case 'cancel while at work':
      return Promise.all([run.work(), cancelRun({ ctx, input: { run_id: run.run_id } })]);
    default:
      return run.work(command);
  }
}

test('in 50 random orders of deciding, silence, cancelling and dying, nothing unapproved is called, nothing twice, and nobody waits for nothing', async () => {
  const ctx = await stand.tenant();
  const agent = await createAgent({
    ctx,
    input: { spec: agentText('payer', 'approvals: { tools: [calculator], timeoutSeconds: 3600 }') },
  });
  const seen: Record<string, number> = {};
  // Work and yes more often than the rest, or few orders would get to where there is something to pay.
  const command = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Command>('work', 'approve') },
    { weight: 1, arbitrary: fc.constantFrom(...commands) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 3, maxLength: 10 }),
      fc.constantFrom('approve', 'edit', 'deny', 'silence'),
      async (orders, inTheEnd) => {
        const run = await open(ctx, agent.id);
        const check = async () => {
          const found = await look(run.run_id);
          if (found.status === 'waiting') {
            expect(found.held).toBe(false);
            expect(found.pending).toBeGreaterThan(0);
          }
          return found.status;
        };
        for (const order of orders) {
          await obey(run, ctx, order);
          await check();
        }
        // Whatever came of it, the run ends once everybody does what is theirs.
        for (let round = 0; round < 2 * payments + 2; round++) {
          const status = await check();
          if (status === 'queued') await run.work();
          else if (status !== 'waiting') break;
          else if (inTheEnd === 'silence') await run.runOutOfTime();
          else await run.decide(inTheEnd);
        }
        const end = await look(run.run_id);
        expect(['succeeded', 'failed', 'cancelled']).toContain(end.status);
        expect(end.pending).toBe(0);
        expect(run.unapproved).toEqual([]);
        expect(new Set(run.paid.map(({ key }) => key)).size).toBe(run.paid.length);
        seen[end.status] = (seen[end.status] ?? 0) + 1;
        seen.paid = (seen.paid ?? 0) + run.paid.length;
      },
    ),
    { numRuns: 50 },
  );
  // Else the commands missed what they are for.
  expect(seen.paid).toBeGreaterThan(15);
  expect(seen.succeeded).toBeGreaterThan(10);
}, 240_000);

test('a worker that dies after paying leaves a payment that is not made again, and the agent learns that it may have happened', async () => {
  const ctx = await stand.tenant();
  const agent = await createAgent({
    ctx,
    input: { spec: agentText('payer', 'approvals: [calculator]') },
  });
  const run = await open(ctx, agent.id);
  await run.work();
  await run.decide('approve');
  await run.work('die after paying');
  await run.work();
  await run.decide('approve');
  await run.work();
  expect(run.paid.map(({ expression }) => expression)).toEqual(['0', '1']);
  expect((await getRun({ ctx, input: { run_id: run.run_id } })).status).toBe('succeeded');
  const effects = await queryAsAdmin(
    stand.adminUrl,
    `select state, result ->> 'outcome' as outcome from public.tool_effects where run_id = $1 order by created_at`,
    [run.run_id],
  );
  expect(effects).toEqual([
    { state: 'done', outcome: 'error' },
    { state: 'done', outcome: 'ok' },
  ]);
});

test('whoever waits for the run is told that it waits, since nobody knows how long people take', async () => {
  const ctx = await stand.tenant();
  const agent = await createAgent({
    ctx,
    input: { spec: agentText('payer', 'approvals: [calculator]') },
  });
  const run = await open(ctx, agent.id);
  const seen = waitForRun({ ctx, input: { run_id: run.run_id }, signal: AbortSignal.timeout(60_000) });
  await run.work();
  expect((await seen).status).toBe('waiting');
});

test('100 runs that wait hold no connection, no job and no worker', async () => {
  const ctx = await stand.tenant();
  const agent = await createAgent({
    ctx,
    input: { spec: agentText('payer', 'approvals: [calculator]') },
  });
  const runs = await Promise.all(Array.from({ length: 100 }, () => open(ctx, agent.id)));
  // The queue takes each job that it gives out from its table; here nobody runs it.
  await queryAsAdmin(stand.adminUrl, 'delete from graphile_worker._private_jobs');
  await Promise.all(runs.map((run) => run.work()));
  const [found] = await queryAsAdmin<Record<string, number>>(
    stand.adminUrl,
    `select
       (select count(*)::int from public.runs where agent_id = $1 and status = 'waiting') as waiting,
       (select count(*)::int from public.runs where agent_id = $1 and worker_id is not null) as held,
       (select count(*)::int from graphile_worker._private_jobs) as jobs,
       (select count(*)::int from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle') as busy`,
    [agent.id],
  );
  expect(found).toEqual({ waiting: 100, held: 0, jobs: 0, busy: 0 });
  expect(runs.flatMap(({ paid }) => paid)).toEqual([]);
}, 120_000);
