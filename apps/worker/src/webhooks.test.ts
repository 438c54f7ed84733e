import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withTenant } from '@agent-factory/db';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { contextFor, createWebhook, publishEvent, type ServiceContext } from '@agent-factory/services';
import { openStand, type Stand } from '@agent-factory/services/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningWorker, startWorker } from './start-worker.ts';

let stand: Stand;
let server: Server;
let place: string;
let worker: RunningWorker | undefined;
/** Paths in the order in which they were called, and who waits for how many. */
const calls: string[] = [];
const waiting: { path: string; count: number; resolve(): void }[] = [];
const held: ServerResponse[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    const path = request.url ?? '/';
    calls.push(path);
    if (path === '/slow' && calls.filter((call) => call === path).length > 1) held.push(response);
    else response.writeHead(204).end();
    for (const one of waiting) if (seen(one.path) >= one.count) one.resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  stand = await openStand({ reach: [place] });
});
afterEach(() => worker?.stop(0));
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await stand.drop();
});

const seen = (path: string) => calls.filter((call) => call === path).length;
function called(path: string, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push({ path, count, resolve });
  if (seen(path) >= count) resolve();
  return promise;
}
async function teamWith(path: string): Promise<ServiceContext> {
  const ctx = contextFor(stand.services, (await stand.tenant()).actor);
  await createWebhook({ ctx, input: { url: `http://${place}${path}`, events: ['member.joined'] } });
  return ctx;
}
function publish(ctx: ServiceContext): Promise<void> {
  const data = { user_id: 'u', email: null, role: 'viewer' };
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, (tx) => publishEvent(tx, { teamId, type: 'member.joined', data }));
}
async function work(): Promise<void> {
  worker = await startWorker({ services: stand.services, queueUrl: stand.queueUrl, log: () => {} });
}

test('events arrive by the queue, and a receiver that never answers keeps nobody else waiting', async () => {
  const slow = await teamWith('/slow');
  const quick = await teamWith('/quick');
  for (let i = 0; i < 40; i++) await publish(slow);
  for (let i = 0; i < 8; i++) await publish(quick);
  await work();
  // The first call of each was the test at its creation.
  await called('/quick', 9);
  expect(seen('/slow')).toBeLessThanOrEqual(5);
  for (const response of held.splice(0)) response.writeHead(204).end();
  await called('/slow', 6);
});

test('what a worker that died was sending is sent by another, its lane with it', async () => {
  const ctx = await teamWith('/dead');
  await publish(ctx);
  await queryAsAdmin(
    stand.adminUrl,
    `with job as (
       update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now() - interval '3 minutes'
       where payload ->> 'team_id' = '${ctx.actor.teamId}' returning job_queue_id
     )
     update graphile_worker._private_job_queues q set locked_by = 'worker-dead', locked_at = now() - interval '3 minutes'
     from job where q.id = job.job_queue_id`,
  );
  await work();
  await called('/dead', 2);
});
