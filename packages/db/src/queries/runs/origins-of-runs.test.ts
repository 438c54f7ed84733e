import { newId, type ScheduleId, type TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTenant } from '../../doors.ts';
import { seedTables } from '../../tenancy/find-leaks.ts';
import { seedTenants, type Tenant } from '../../tenancy/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/create-test-database.ts';
import { claimDueSchedules } from '../schedules/claim-due-schedules.ts';
import { findTeamOfTrigger } from '../triggers/find-team-of-trigger.ts';

let database: TestDatabase;
let own: Tenant;
let foreign: Tenant;
beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const tenants = await seedTenants(admin, 2);
  await seedTables(admin, tenants);
  await admin.end();
  const [first, second] = tenants;
  if (first === undefined || second === undefined) throw new Error('two tenants were seeded');
  [own, foreign] = [first, second];
});
afterAll(() => database.drop());

function insert(
  by: 'worker' | 'editor',
  origin: { schedule?: ScheduleId; trigger?: TriggerId; triedModel?: string },
) {
  const { teamId, users, agentId, versionId, threadId } = own;
  const actor =
    by === 'worker'
      ? ({ type: 'system', teamId, reason: 'test' } as const)
      : ({ type: 'user', userId: users.editor, teamId, role: 'editor', email: null } as const);
  return withTenant(database.db, actor, async (tx) => {
    await sql`
      insert into public.runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, input, schedule_id,
        trigger_id, tried_model)
      values (${newId('run')}, ${teamId}, ${agentId}, ${versionId}, 1, 'x', ${threadId}, '{}', ${origin.schedule ?? null},
        ${origin.trigger ?? null}, ${origin.triedModel ?? null})`.execute(tx);
  });
}

test('the worker starts runs of a schedule or trigger of its team, and no other', async () => {
  await insert('worker', { schedule: own.scheduleId });
  await insert('worker', { trigger: own.triggerId });
  for (const origin of [
    {},
    { schedule: foreign.scheduleId },
    { trigger: foreign.triggerId },
    { schedule: newId('schedule') },
  ]) {
    await expect(insert('worker', origin)).rejects.toThrow('row-level security');
  }
  await expect(insert('worker', { schedule: own.scheduleId, trigger: own.triggerId })).rejects.toThrow(
    'runs_one_origin',
  );
});

test('a member starts runs for themself alone', async () => {
  await insert('editor', {});
  await expect(insert('editor', { schedule: own.scheduleId })).rejects.toThrow('row-level security');
  await expect(insert('editor', { trigger: own.triggerId })).rejects.toThrow('row-level security');
});

test('a member may try another model; schedules and triggers run what is saved', async () => {
  await insert('editor', { triedModel: 'groq/openai/gpt-oss-20b' });
  const scheduled = insert('worker', { schedule: own.scheduleId, triedModel: 'groq/openai/gpt-oss-20b' });
  await expect(scheduled).rejects.toThrow('row-level security');
});

test('what is due in any team is handed to one asker at a time', async () => {
  const at = new Date('3000-01-01');
  const until = new Date('3000-01-02');
  const claims = await Promise.all(
    Array.from({ length: 4 }, () => claimDueSchedules(database.db, { at, until, limit: 10 })),
  );
  const ids = claims.flat().map(({ id }) => id);
  expect(ids.sort()).toEqual([own.scheduleId, foreign.scheduleId].sort());
  expect(await claimDueSchedules(database.db, { at, until, limit: 10 })).toEqual([]);
  expect(await claimDueSchedules(database.db, { at: until, until, limit: 1 })).toHaveLength(1);
});

test('whose a trigger is', async () => {
  expect(await findTeamOfTrigger(database.db, foreign.triggerId)).toBe(foreign.teamId);
  expect(await findTeamOfTrigger(database.db, newId('trigger'))).toBeUndefined();
});
