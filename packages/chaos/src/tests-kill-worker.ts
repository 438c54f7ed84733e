import { queryAsAdmin } from '@agent-factory/db/testing';
import {
  batchTests,
  createAgent,
  createInProcessBus,
  type ServiceContext,
  waitForTestRun,
} from '@agent-factory/services';
import { agentText, openStand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none } from './bar.ts';
import { type SpawnedWorker, spawnWorker } from './stand/spawn-worker.ts';

const timings = { heartbeatMs: 100, deadAfterMs: 500, maxAttempts: 10 };
const patienceMs = 180_000;

interface StoredTrial {
  id: string;
  status: string;
  verdict: string | null;
  fence: number;
  finished_at: Date | null;
}

export const testsKillWorker = barOf({
  id: 'TESTS',
  title: 'a worker is killed in the middle of a batch of tests',
  counts: {
    tests: { full: 1_000, short: 120, says: 'tests in the batch' },
    kills: { full: 5, short: 1, says: 'kill -9 in the middle of it' },
  },
  async run({ tests, kills }): Promise<readonly Finding[]> {
    const stand = await openStand();
    const workers: SpawnedWorker[] = [];
    const spawned = (): SpawnedWorker => {
      const worker = spawnWorker({
        databaseUrl: stand.appUrl,
        queueUrl: stand.queueUrl,
        redisUrl: null,
        env: testSecretsEnv(),
        reachable: [],
        concurrency: 4,
        timings,
      });
      workers.push(worker);
      return worker;
    };
    const trialsOf = (run: string) =>
      queryAsAdmin<StoredTrial>(
        stand.adminUrl,
        'select id, status, verdict, fence, finished_at from public.test_trials where test_run_id = $1 order by id',
        [run],
      );
    const changed: string[] = [];
    const repeated: string[] = [];
    try {
      const ctx: ServiceContext = { ...(await stand.tenant()), bus: createInProcessBus({ pollMs: 50 }) };
      const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
      let working = spawned();
      await working.go();
      const { run_id } = await batchTests({
        ctx,
        input: {
          agent_id: agent.id,
          tests: Array.from({ length: tests }, (_, n) => ({
            test_name: `test ${n}`,
            input_text: `What is ${n} * 7?`,
            assertions: [{ kind: 'contains' as const, texts: [String(n * 7)] }],
          })),
        },
      });
      for (let kill = 1; kill <= kills; kill++) {
        const successor = spawned();
        const goal = Math.floor((tests * kill) / (kills + 1));
        while ((await trialsOf(run_id)).filter(({ status }) => status === 'done').length < goal) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        await working.kill();
        const before = await trialsOf(run_id);
        await successor.go();
        working = successor;
        if (kill === kills) {
          await waitForTestRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(patienceMs) });
        }
        const after = new Map((await trialsOf(run_id)).map((trial) => [trial.id, trial]));
        for (const trial of before.filter(({ status }) => status === 'done')) {
          const now = after.get(trial.id);
          if (now?.fence !== trial.fence) repeated.push(trial.id);
          if (JSON.stringify(now) !== JSON.stringify(trial)) changed.push(trial.id);
        }
      }
      const ended = await trialsOf(run_id);
      const run = await waitForTestRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(1_000) });
      const lost = ended.filter(({ status, verdict }) => status !== 'done' || verdict !== 'pass');
      return [
        none(
          'tests are lost or end otherwise',
          lost.map(({ id }) => id),
          `${tests} tests`,
        ),
        none('what was stored is run again', repeated, `${tests} tests`),
        none('what was stored has changed', changed, `${tests} tests`),
        none('the run does not end', run.status === 'finished' ? [] : [run.status], '1 run'),
      ];
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()));
      await stand.drop();
    }
  },
});
