import { Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { withTenant, withTenantAtOnce, withTenantOnce } from './doors.ts';
import { json } from './json.ts';
import type { Transaction } from './tenant-transaction.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';
import { seedTenant } from './testing/seed-tenant.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 2 });
});
afterAll(() => database.drop());

type Tenant = Awaited<ReturnType<typeof seedTenant>>;

const add = (team: Tenant, letter: string) => (tx: Transaction) =>
  sql`update public.teams set name = name || ${letter} where id = ${team.teamId}`.execute(tx);

async function added(team: Tenant): Promise<string> {
  const rows = await withTenant(database.db, team, (tx) =>
    tx.selectFrom('teams').select('name').where('id', '=', team.teamId).execute(),
  );
  return rows[0]?.name.replace(/^.*workspace/, '') ?? 'no team';
}

type Send = (this: unknown, ...given: unknown[]) => void;

/** How often a socket hands something to the system while `work` goes on. */
async function packetsOf(work: () => Promise<unknown>): Promise<number> {
  let packets = 0;
  const proto = Socket.prototype as unknown as Record<'_write' | '_writev', Send>;
  for (const name of ['_write', '_writev'] as const) {
    const send = proto[name];
    proto[name] = function (this: unknown, ...given) {
      packets += 1;
      return send.apply(this, given);
    };
    onTestFinished(() => {
      proto[name] = send;
    });
  }
  await work();
  return packets;
}

test('a transaction whose statements wait for nothing is one packet', async () => {
  const ada = await seedTenant(database.adminUrl);
  const one = () => withTenantOnce(database.db, ada, (tx) => sql`select 1`.execute(tx));
  const three = () =>
    withTenantAtOnce(database.db, ada, (tx) => [
      sql`select 1`.execute(tx),
      sql`select 2`.execute(tx),
      sql`select 3`.execute(tx),
    ]);
  await Promise.all([one(), one()]);
  await three();
  expect(await packetsOf(one)).toBe(1);
  expect(await packetsOf(three)).toBe(1);
  const looking = () =>
    withTenant(database.db, ada, async (tx) => {
      await sql`select 1`.execute(tx);
      await sql`select 2`.execute(tx);
    });
  expect(await packetsOf(looking), 'begin and the first, the second, the commit').toBe(3);
});

test('all of what goes at once stays, or none of it', async () => {
  const ada = await seedTenant(database.adminUrl);
  await withTenantAtOnce(database.db, ada, (tx) => [add(ada, 'a')(tx), add(ada, 'b')(tx)]);
  expect(await added(ada)).toBe('ab');
  for (const broken of [0, 1, 2]) {
    const statements = (tx: Transaction) => {
      const all = [add(ada, 'c'), add(ada, 'd')];
      all.splice(broken, 0, (inside) => sql`select 1 / 0`.execute(inside));
      return all.map((statement) => statement(tx));
    };
    await expect(withTenantAtOnce(database.db, ada, statements)).rejects.toMatchObject({ code: '22012' });
    expect(await added(ada)).toBe('ab');
  }
});

test('a statement that comes after an answer is refused, never run outside of its transaction', async () => {
  const ada = await seedTenant(database.adminUrl);
  const late = withTenantAtOnce(database.db, ada, (tx) => [
    sql`select 1`.execute(tx).then(() => add(ada, 'a')(tx)),
  ]);
  await expect(late).rejects.toThrow('this transaction is over');
  expect(await added(ada)).toBe('');
  // The first statement may come late itself: nothing has been answered by then.
  await withTenantOnce(database.db, ada, async (tx) => {
    await new Promise(setImmediate);
    return add(ada, 'b')(tx);
  });
  expect(await added(ada)).toBe('b');
});

test('what has nothing to say commits nothing, and the connection serves the next', async () => {
  const ada = await seedTenant(database.adminUrl);
  await withTenantAtOnce(database.db, ada, () => []);
  const odd = withTenantOnce(database.db, ada, () => Promise.reject(new Error('changed my mind')));
  await expect(odd).rejects.toThrow('changed my mind');
  const { rows } = await withTenantOnce(database.db, ada, (tx) =>
    sql<{ value: unknown }>`select ${json({ team: ada.teamId })} as value`.execute(tx),
  );
  expect(rows).toEqual([{ value: { team: ada.teamId } }]);
});

test('a statement behind one that failed is refused with its error, and one that is swallowed is told', async () => {
  const ada = await seedTenant(database.adminUrl);
  const told = await Promise.all([
    withTenantAtOnce(database.db, ada, (tx) => [
      sql`select 1 / 0`.execute(tx).catch((error: unknown) => error),
      add(ada, 'a')(tx).catch((error: unknown) => error),
    ]).catch((error: unknown) => error),
    withTenantOnce(database.db, ada, (tx) => sql`select 1 / 0`.execute(tx).catch(() => 'swallowed')).catch(
      (error: unknown) => error,
    ),
  ]);
  for (const error of told)
    expect(error).toMatchObject({ message: expect.stringContaining('nothing was saved') });
  expect(await added(ada)).toBe('');
});

test('a statement that fails when it is first run is there the next time, with its rows', async () => {
  const ada = await seedTenant(database.adminUrl);
  const divided = (by: number) =>
    withTenantOnce(database.db, ada, async (tx) => {
      const { rows } = await sql<{ n: number }>`select 12 / ${by}::integer as n`.execute(tx);
      return rows;
    });
  for (const by of [0, 0, 3, 0, 4]) {
    // On each connection of the pool.
    const answers = await Promise.allSettled([divided(by), divided(by)]);
    for (const answer of answers) {
      if (by === 0) expect(answer).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
      else expect(answer).toEqual({ status: 'fulfilled', value: [{ n: 12 / by }] });
    }
  }
});

test('what throws before its statement was sent sends nothing, and the next finds a clean connection', async () => {
  const ada = await seedTenant(database.adminUrl);
  for (const door of [withTenant, withTenantOnce]) {
    const odd = door(database.db, ada, (tx) => {
      const sent = add(ada, 'x')(tx);
      sent.catch(() => {});
      return Promise.reject(new Error('changed my mind'));
    });
    await expect(odd).rejects.toThrow('changed my mind');
  }
  expect(await added(ada)).toBe('');
});
