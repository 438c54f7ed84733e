import { newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStand, type Stand } from '../testing/stand.ts';
import { runQueue } from './run-queue.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());
vi.setConfig({ testTimeout: 60_000 });

/** Nobody gets in any more, and who is in as the queue is thrown out; until `open`. */
async function shutDatabase(): Promise<{ open(): Promise<unknown> }> {
  const name = new URL(stand.adminUrl).pathname.slice(1);
  const elsewhere = new URL(stand.adminUrl);
  elsewhere.pathname = '/postgres';
  await queryAsAdmin(elsewhere.href, `alter database "${name}" with allow_connections false`);
  await queryAsAdmin(
    elsewhere.href,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'agent_factory_queue'`,
    [name],
  );
  return {
    open: () => queryAsAdmin(elsewhere.href, `alter database "${name}" with allow_connections true`),
  };
}

async function addJob(teamId: string): Promise<void> {
  await queryAsAdmin(
    stand.adminUrl,
    `select graphile_worker.add_job('warn_of_quota', json_build_object('team_id', $1::text))`,
    [teamId],
  );
}

test('Q5: a runner that could not be started again while the database was away is tried again, whatever the last one has at work', async () => {
  const [long, last, next] = [newId('team'), newId('team'), newId('team')];
  const taken: string[] = [];
  const said: string[] = [];
  const release = Promise.withResolvers<void>();
  let database: { open(): Promise<unknown> } | undefined;
  const queue = await runQueue(
    { url: stand.queueUrl, concurrency: 2, log: (_level, message) => said.push(message) },
    {
      async warn_of_quota({ team_id }) {
        taken.push(team_id);
        if (team_id === long) await release.promise;
        // What it did cannot be noted, which ends the runner.
        if (team_id === last) database = await shutDatabase();
      },
    },
  );
  try {
    await addJob(long);
    await expect.poll(() => taken).toContain(long);
    await addJob(last);
    await expect
      .poll(() => said.filter((line) => line.includes('does not start')).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    await database?.open();
    await addJob(next);
    // Sooner than the watch over silent runners would notice.
    await expect.poll(() => taken, { timeout: 6_000 }).toContain(next);
  } finally {
    release.resolve();
    await database?.open();
    await queue.drain(0);
    await queue.close();
  }
});
