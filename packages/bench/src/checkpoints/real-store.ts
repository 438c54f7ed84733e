import {
  type Database,
  deleteThreadCheckpoints,
  insertCheckpoints,
  insertCheckpointWrites,
  listCheckpointIds,
  loadCheckpoint,
  withTenant,
  withTenantAtOnce,
} from '@agent-factory/db';
import { queryAsAdmin, type seedTenant } from '@agent-factory/db/testing';
import type { CheckpointStore } from '@agent-factory/orchestrator';

type Tenant = Pick<Awaited<ReturnType<typeof seedTenant>>, 'teamId'>;

/** Our store as a run has it, without the events that a run writes in the same transaction. */
export function storeOf(db: Database, { teamId }: Tenant): CheckpointStore {
  const actor = { type: 'system', teamId, reason: 'bench' } as const;
  return {
    load: (at) => withTenant(db, actor, (tx) => loadCheckpoint(tx, { teamId, ...at })),
    async save(rows, writes) {
      await withTenantAtOnce(db, actor, (tx) => [
        ...(rows.length === 0 ? [] : [insertCheckpoints(tx, { teamId, rows })]),
        ...(writes.length === 0 ? [] : [insertCheckpointWrites(tx, { teamId, writes })]),
      ]);
    },
    list: (of) => withTenant(db, actor, (tx) => listCheckpointIds(tx, { teamId, ...of })),
    deleteThread: (threadId) =>
      withTenant(db, actor, (tx) => deleteThreadCheckpoints(tx, { teamId, threadId })),
  };
}

/** An agent that threads can belong to. */
export async function seedAgent(adminUrl: string, { teamId }: Tenant): Promise<void> {
  await queryAsAdmin(
    adminUrl,
    `begin; insert into agents (id, team_id, name, kind, title, description, latest_version)
       select app.new_id('agt'), id, 'bench', 'Agent', 'Bench', '', 1 from teams where id = '${teamId}';
     insert into agent_versions (id, team_id, agent_id, version, spec, spec_hash)
       select app.new_id('ver'), team_id, id, 1, 'x', repeat('a', 64) from agents; commit`,
  );
}

export async function newThreads(adminUrl: string, { teamId }: Tenant, count: number): Promise<string[]> {
  const threads = await queryAsAdmin<{ id: string }>(
    adminUrl,
    `insert into threads (id, team_id, agent_id)
      select app.new_id('thr'), team_id, id from agents, generate_series(1, ${count})
      where team_id = '${teamId}' returning id`,
  );
  return threads.map(({ id }) => id);
}
