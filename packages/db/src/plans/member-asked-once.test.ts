import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTenant } from '../doors.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { queryAsAdmin } from '../testing/query-as-admin.ts';
import { seedApiKey } from '../testing/seed-api-key.ts';
import { seedMember, seedTenant } from '../testing/seed-tenant.ts';
import { type PlanWatch, watchPlans } from './watch-plans.ts';

let database: TestDatabase;
let watch: PlanWatch;
beforeAll(async () => {
  database = await createTestDatabase();
  watch = watchPlans(database.adminUrl, 'generic');
});
afterAll(async () => {
  await watch.close();
  await database.drop();
});

type Caller = Parameters<typeof withTenant>[1];
const looksUp = ({ query }: { query: string }) =>
  /from public\.(team_members m|api_keys k)\s+join public\.teams/.test(query);
const threeTables = sql`select from public.agents join public.threads on true join public.runs on true`;

async function callers(): Promise<{ member: Caller; key: Caller }> {
  const { teamId } = await seedTenant(database.adminUrl);
  return {
    member: await seedMember(database.adminUrl, teamId, 'viewer'),
    key: await seedApiKey(database.adminUrl, teamId, ['runs:read', 'agents:read']),
  };
}

test.each(['member', 'key'] as const)(
  'the policies of three tables look up a %s once a statement',
  async (who) => {
    const caller = (await callers())[who];
    const lookUps = await watch.plansOf(() =>
      withTenant(watch.db, caller, async (tx) => {
        await threeTables.execute(tx);
        await threeTables.execute(tx);
      }),
    );
    expect(lookUps.filter(looksUp)).toHaveLength(2);
  },
);

test.each(['member', 'key'] as const)(
  'a %s that is out reaches no row from the next statement on',
  async (who) => {
    const caller = (await callers())[who];
    const seen = sql<{
      id: string;
    }>`select id from public.teams where id = ${caller.teamId} and id = app.member_team_id()`;
    await withTenant(database.db, caller, async (tx) => {
      expect((await seen.execute(tx)).rows).toHaveLength(1);
      await queryAsAdmin(
        database.adminUrl,
        caller.type === 'apiKey'
          ? `update public.api_keys set revoked_at = now() where id = '${caller.keyId}'`
          : `delete from public.team_members where team_id = '${caller.teamId}' and role = 'viewer'`,
      );
      expect((await seen.execute(tx)).rows).toHaveLength(0);
    });
  },
);

test('within one statement too, an answer is of one role, one caller and one team', async () => {
  const [{ member }, { member: other }] = [await callers(), await callers()];
  const claim = (team: string) =>
    sql`set_config('request.jwt.claims', ${JSON.stringify({ sub: member.type === 'user' ? member.userId : '', team_id: team })}, true)`;
  await withTenant(database.db, member, async (tx) => {
    // A list of columns is computed from left to right.
    const { rows } = await sql`
      select app.member_team_id() as own, app.member_team_id('editor') as editor, app.member_team_id() as again,
        ${claim(other.teamId)} as claimed, app.member_team_id() as foreign, app.member_team_id('editor') as more,
        ${claim(member.teamId)} as back, app.member_team_id() as home`.execute(tx);
    const own = member.teamId;
    expect(rows).toMatchObject([{ own, editor: null, again: own, foreign: null, more: null, home: own }]);
  });
});
