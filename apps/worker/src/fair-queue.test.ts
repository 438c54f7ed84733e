import type { AgentId, RunId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import {
  createAgent,
  parseTeamShares,
  type ServiceContext,
  type Services,
  startRun,
  waitForRun,
} from '@agent-factory/services';
import { agentText, modelOf, openStand, type Stand, withModel } from '@agent-factory/services/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startWorker, type WorkerOptions } from './start-worker.ts';

let stand: Stand;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  stand = await openStand();
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(() => stand.drop());

async function tenantWithAgent(): Promise<{ ctx: ServiceContext; agent: AgentId }> {
  const ctx = await stand.tenant();
  const { id } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  return { ctx, agent: id };
}

async function start({ ctx, agent }: { ctx: ServiceContext; agent: AgentId }, count: number) {
  const runs: RunId[] = [];
  for (let n = 0; n < count; n++) {
    runs.push((await startRun({ ctx, input: { agent_id: agent, query: `${n} + 1` } })).run_id);
  }
  return runs;
}

async function ended(ctx: ServiceContext, runs: readonly RunId[]) {
  for (const run_id of runs) {
    const run = await waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(60_000) });
    expect(run.status).toBe('succeeded');
  }
}

async function work(options: Partial<WorkerOptions> & Pick<WorkerOptions, 'services'>) {
  const worker = await startWorker({ queueUrl: stand.queueUrl, log: () => {}, ...options });
  stops.push(() => worker.stop(0));
}

const places = 4;

test('who queues one run is not held up by who queued 300 before', async () => {
  const noisy = await tenantWithAgent();
  const quiet = await Promise.all(Array.from({ length: 5 }, () => tenantWithAgent()));
  await start(noisy, 300);
  const awaited = await Promise.all(quiet.map(async (one) => ({ ...one, runs: await start(one, 1) })));
  await work({ services: stand.services, concurrency: places });
  await Promise.all(awaited.map(({ ctx, runs }) => ended(ctx, runs)));
  const [row] = await queryAsAdmin<{ before: string; queued: string }>(
    stand.adminUrl,
    `select count(*) filter (where started_at < (
        select max(started_at) from public.runs where team_id <> $1
      )) as before, count(*) filter (where status = 'queued') as queued
    from public.runs where team_id = $1`,
    [noisy.ctx.actor.teamId],
  );
  // Those that were taken in the same moment, and no more rounds than the quiet ones themselves take.
  expect(Number(row?.before)).toBeLessThanOrEqual(places * 3);
  expect(Number(row?.queued)).toBeGreaterThan(200);
}, 120_000);

test('a team has no more places of a worker than its plan’s share; the others go on beside it', async () => {
  await queryAsAdmin(stand.adminUrl, 'delete from graphile_worker._private_jobs');
  const release = Promise.withResolvers<void>();
  let atWork = 0;
  let most = 0;
  const model = modelOf(
    () => ({ text: 'done' }),
    async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      await release.promise;
      atWork -= 1;
    },
  );
  const offline = stand.services.router;
  const services: Services = {
    ...stand.services,
    router: {
      ...offline,
      stream: (request, options) =>
        (options.account?.teamId === capped.ctx.actor.teamId ? withModel(offline, model) : offline).stream(
          request,
          options,
        ),
    },
  };
  const capped = await tenantWithAgent();
  await queryAsAdmin(stand.adminUrl, `update public.teams set plan = 'pro' where id = $1`, [
    capped.ctx.actor.teamId,
  ]);
  const other = await tenantWithAgent();
  const held = await start(capped, 12);
  const quick = await start(other, 12);
  await work({ services, concurrency: places, shares: parseTeamShares('pro=0.5') });
  await ended(other.ctx, quick);
  expect(most).toBe(places / 2);
  expect(atWork).toBe(places / 2);
  release.resolve();
  await ended(capped.ctx, held);
  expect(most).toBe(places / 2);
}, 120_000);

test.each(['gold=1', 'free', 'free=0', 'pro=2', 'pro=NaN'])('the shares %j are refused', (text) => {
  expect(() => parseTeamShares(text)).toThrow('WORKER_TEAM_SHARES');
});
