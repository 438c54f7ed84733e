import { newId, type RunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { withTenant } from '../../doors.ts';
import { seedTables } from '../../tenancy/find-leaks.ts';
import { seedTenants } from '../../tenancy/tenants.ts';
import { createTestDatabase } from '../../testing/create-test-database.ts';
import { listStaleRuns } from './list-stale-runs.ts';

test('finds what nobody has touched for too long, in whichever team, and nothing else', async () => {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    const tenants = await seedTenants(admin, 6);
    await seedTables(admin, tenants);
    const [dead, alive, waiting, fresh, asking, asked] = tenants.map((tenant) => tenant.runId);
    const set = (id: RunId | undefined, change: string) =>
      admin.query(`update public.runs set ${change} where id = $1`, [id]);
    await set(dead, "status = 'running', heartbeat_at = now() - interval '31 seconds'");
    await set(alive, "status = 'running', heartbeat_at = now() - interval '5 seconds'");
    await set(waiting, "created_at = now() - interval '2 minutes'");
    await set(fresh, 'created_at = now()');
    const waits = "status = 'waiting', waiting_since = now() - interval '2 minutes'";
    await set(asking, waits);
    await set(asked, waits);
    await admin.query("update public.approvals set state = 'denied', decided_at = now() where run_id = $1", [
      asked,
    ]);
    const stale = await listStaleRuns(database.db, { runningForMs: 30_000, queuedForMs: 60_000, limit: 10 });
    expect(stale).toEqual([
      { team_id: tenants[0]?.teamId, run_id: dead, status: 'running' },
      { team_id: tenants[2]?.teamId, run_id: waiting, status: 'queued' },
      { team_id: tenants[5]?.teamId, run_id: asked, status: 'waiting' },
    ]);
    expect(await listStaleRuns(database.db, { runningForMs: 0, queuedForMs: 0, limit: 1 })).toHaveLength(3);

    const teamId = tenants[0]?.teamId ?? newId('team');
    const member = {
      type: 'user',
      userId: tenants[0]?.users.owner ?? '',
      teamId,
      role: 'owner',
      email: null,
    } as const;
    await expect(
      withTenant(database.db, member, (tx) =>
        sql`select * from app.stale_runs('1 second', '1 second', 1)`.execute(tx),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  } finally {
    await admin.end();
    await database.drop();
  }
});
