import { setTimeout as sleep } from 'node:timers/promises';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { contextFor, createAgent, createApiKey, openServices } from '@agent-factory/services';
import { agentText, openStand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none, within } from './bar.ts';
import { type ApiProcess, startApiProcess } from './stand/api-process.ts';
import { startBalancer, untilNotReady } from './stand/balancer.ts';
import { type SpawnedWorker, spawnWorker } from './stand/spawn-worker.ts';

/** How long an instance that stops still answers, so that the balancer has turned away by then. */
const drainMs = 1_000;
/** Every so many requests start a run; the others read. */
const runEvery = 20;

export const q6 = barOf({
  id: 'Q6',
  title: 'instances of the API and workers are replaced, one after another, under load',
  counts: {
    restarts: { full: 20, short: 1, says: 'rolling restarts' },
    rate: { full: 200, short: 50, says: 'requests a second' },
  },
  async run({ restarts, rate }): Promise<readonly Finding[]> {
    const stand = await openStand();
    const env = { ...testSecretsEnv(), DEFAULT_PLAN: 'enterprise' };
    const services = openServices({
      databaseUrl: stand.appUrl,
      maxConnections: 2,
      redisUrl: null,
      workerInProcess: false,
      env,
      onError: () => {},
    });
    const instances: ApiProcess[] = [];
    const workers: SpawnedWorker[] = [];
    const balancer = startBalancer();
    const begin = async (): Promise<ApiProcess> => {
      const instance = await startApiProcess({
        ...env,
        DATABASE_URL: stand.appUrl,
        DATABASE_MAX_CONNECTIONS: '8',
        DRAIN_MS: String(drainMs),
        LOG_LEVEL: 'info',
      });
      instances.push(instance);
      await balancer.add(instance.url);
      return instance;
    };
    const beginWorker = async (): Promise<SpawnedWorker> => {
      const worker = spawnWorker({
        databaseUrl: stand.appUrl,
        queueUrl: stand.queueUrl,
        redisUrl: null,
        env,
        reachable: [],
        concurrency: 4,
        timings: { heartbeatMs: 500, deadAfterMs: 5_000, maxAttempts: 5 },
      });
      workers.push(worker);
      await worker.go();
      return worker;
    };
    try {
      const ctx = contextFor(services, (await stand.tenant()).actor);
      // Its load is more than any plan lets one key ask.
      await queryAsAdmin(
        stand.adminUrl,
        'update public.teams set requests_per_minute = 1000000 where id = $1',
        [ctx.actor.teamId],
      );
      const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
      const key = await createApiKey({
        ctx,
        input: { name: 'Load', scopes: ['runs:write', 'runs:read', 'agents:read'] },
      });
      const headers = { authorization: `Bearer ${key.secret}` };
      let working = await beginWorker();
      let serving = [await begin(), await begin()];

      const failed: string[] = [];
      const latencyMs: number[] = [];
      let sent = 0;
      let over = false;
      const one = async (n: number): Promise<void> => {
        const at = performance.now();
        try {
          const answer =
            n % runEvery === 0
              ? await balancer.send(`/v1/agents/${agent.id}/run`, {
                  method: 'POST',
                  headers: { ...headers, 'content-type': 'application/json', prefer: 'respond-async' },
                  body: JSON.stringify({ query: `${n} + 1` }),
                })
              : await balancer.send(n % 2 === 0 ? '/v1/agents' : '/v1/runs?limit=5', { headers });
          if (answer.status !== 200 && answer.status !== 202) {
            failed.push(`${answer.status} ${answer.body.slice(0, 300)}`);
          }
        } catch (error) {
          failed.push(String(error));
        }
        latencyMs.push(performance.now() - at);
      };
      // An open loop: what is slow does not make the load less.
      const load = (async () => {
        const from = performance.now();
        const open = new Set<Promise<void>>();
        while (!over) {
          for (; sent < ((performance.now() - from) / 1_000) * rate; sent++) {
            const request = one(sent + 1).finally(() => open.delete(request));
            open.add(request);
          }
          await sleep(5);
        }
        await Promise.all(open);
      })();

      const notReadyMs: number[] = [];
      const drainedMs: number[] = [];
      const badEnds: string[] = [];
      const stop = async (instance: ApiProcess): Promise<void> => {
        const at = performance.now();
        const ended = instance.stop();
        notReadyMs.push(await untilNotReady(instance.url));
        const code = await ended;
        drainedMs.push(performance.now() - at);
        if (code !== 0) badEnds.push(`ended with ${code}`);
      };
      for (let restart = 0; restart < restarts; restart++) {
        const [oldest, ...others] = serving;
        const [next, nextWorker] = [await begin(), await beginWorker()];
        serving = [...others, next];
        const at = performance.now();
        const workerStopped = working.stop().then(() => drainedMs.push(performance.now() - at));
        working = nextWorker;
        await Promise.all([oldest === undefined ? undefined : stop(oldest), workerStopped]);
      }
      over = true;
      await load;
      const unended = await untilEnded(stand.adminUrl, 60_000);
      const sorted = latencyMs.toSorted((a, b) => a - b);
      const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
      return [
        none(`0 failed requests at ${rate}/s`, failed, `${sent} (p95 ${p95.toFixed(0)} ms)`),
        within('not ready within 1 s', notReadyMs, 1_000),
        within('drained within 25 s', drainedMs, 25_000),
        none('each ends in good order', badEnds, `${restarts}`),
        none('0 runs lost', unended, `${Math.floor(sent / runEvery)} runs`),
      ];
    } finally {
      balancer.close();
      await Promise.all([...instances, ...workers].map((each) => each.kill()));
      await services.close();
      await stand.drop();
    }
  },
});

/** Runs that did not succeed within that time. */
async function untilEnded(adminUrl: string, patienceMs: number): Promise<string[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const rest = await queryAsAdmin<{ id: string; status: string }>(
      adminUrl,
      `select id, status from public.runs where status <> 'succeeded'`,
    );
    if (rest.length === 0 || performance.now() > deadline)
      return rest.map(({ id, status }) => `${id} ${status}`);
    await sleep(100);
  }
}
