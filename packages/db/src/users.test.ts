import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTenant, withUser } from './doors.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';
import { queryAsAdmin } from './testing/query-as-admin.ts';
import { seedMember, seedTenant } from './testing/seed-tenant.ts';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

test('a profile follows the e-mail address of its user', async () => {
  const ada = await seedTenant(database.adminUrl);
  await admin.query('update auth.users set email = $2 where id = $1', [ada.userId, 'new@example.test']);
  const profile = await withUser(database.db, ada.userId, (tx) =>
    tx.selectFrom('profiles').select('email').where('id', '=', ada.userId).executeTakeFirst(),
  );
  expect(profile).toEqual({ email: 'new@example.test' });
});

test.each([
  ['a long name', { name: 'x'.repeat(300) }, `${'x'.repeat(80)}'s workspace`],
  ['a full name, as Google sends it', { full_name: 'Grace Hopper' }, "Grace Hopper's workspace"],
  ['a blank name', { name: '   ' }, "mail's workspace"],
  ['a name that is no text', { name: { nested: true } }, '{"nested": true}\'s workspace'],
])('signing up works with %s', async (_, metadata, team) => {
  const id = randomUUID();
  await admin.query('insert into auth.users (id, email, raw_user_meta_data) values ($1, $2, $3)', [
    id,
    `mail@${id}.test`,
    metadata,
  ]);
  const { rows } = await admin.query('select name from public.teams where personal_of = $1', [id]);
  expect(rows).toEqual([{ name: team }]);
});

test('signing up works without an address (phone or anonymous users of Supabase)', async () => {
  const id = randomUUID();
  await admin.query('insert into auth.users (id) values ($1)', [id]);
  const { rows } = await admin.query('select name, email from public.profiles where id = $1', [id]);
  expect(rows).toEqual([{ name: 'Someone', email: null }]);
});

test('the ids that the database makes are ids of the contracts', async () => {
  const { rows } = await admin.query<{ id: string; later: string }>(
    `select app.new_id('team') as id, pg_sleep(0.002)::text, app.new_id('team') as later`,
  );
  expect(rows[0]?.id).toMatch(/^team_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(rows[0]?.id.slice(0, 15)).toBeTypeOf('string');
  const time = [...(rows[0]?.id.slice(5, 15) ?? '')].reduce(
    (sum, digit) => sum * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit),
    0,
  );
  expect(Math.abs(time - Date.now())).toBeLessThan(60_000);
  expect((rows[0]?.later ?? '') > (rows[0]?.id ?? '')).toBe(true);
});

test('a team keeps an owner', async () => {
  const ada = await seedTenant(database.adminUrl);
  const leave = () =>
    withTenant(database.db, ada, (tx) =>
      tx
        .deleteFrom('team_members')
        .where('team_id', '=', ada.teamId)
        .where('user_id', '=', ada.userId)
        .execute(),
    );
  const stepDown = () =>
    withTenant(database.db, ada, (tx) =>
      tx.updateTable('team_members').set({ role: 'viewer' }).where('team_id', '=', ada.teamId).execute(),
    );
  await expect(leave()).rejects.toMatchObject({ constraint: 'team_members_keep_an_owner' });
  await expect(stepDown()).rejects.toMatchObject({ constraint: 'team_members_keep_an_owner' });
  await seedMember(database.adminUrl, ada.teamId, 'owner');
  // Their own team they leave to nobody; one that was made on purpose they may.
  await expect(leave()).rejects.toMatchObject({ constraint: 'team_members_personal' });
  await queryAsAdmin(database.adminUrl, 'update public.teams set personal_of = null where id = $1', [
    ada.teamId,
  ]);
  await leave();
  // Now in no team at all; the own profile stays in sight.
  const seen = await withUser(database.db, ada.userId, (tx) =>
    tx.selectFrom('profiles').select('id').execute(),
  );
  expect(seen).toEqual([{ id: ada.userId }]);
});

test('an admin neither makes, changes nor removes an owner', async () => {
  const ada = await seedTenant(database.adminUrl);
  const admin = await seedMember(database.adminUrl, ada.teamId, 'admin');
  const promoted = withTenant(database.db, admin, (tx) =>
    tx.updateTable('team_members').set({ role: 'owner' }).where('team_id', '=', ada.teamId).execute(),
  );
  await expect(promoted).rejects.toMatchObject({ code: '42501' });
  const removed = await withTenant(database.db, admin, (tx) =>
    tx
      .deleteFrom('team_members')
      .where('team_id', '=', ada.teamId)
      .where('user_id', '=', ada.userId)
      .executeTakeFirst(),
  );
  expect(removed.numDeletedRows).toBe(0n);
});

test('a user who is deleted takes the personal team along, versions and all, but not a shared one', async () => {
  const [ada, bob] = await Promise.all([seedTenant(database.adminUrl), seedTenant(database.adminUrl)]);
  await admin.query('insert into public.team_members (team_id, user_id, role) values ($1, $2, $3)', [
    bob.teamId,
    ada.userId,
    'editor',
  ]);
  for (const team of [ada.teamId, bob.teamId]) {
    await admin.query(
      `with agent as (
         insert into public.agents (id, team_id, name, kind, title, description, latest_version, created_by)
         values (app.new_id('agt'), $1, 'a', 'Agent', '', '', 1, $2) returning id
       )
       insert into public.agent_versions (id, team_id, agent_id, version, spec, spec_hash, created_by)
       select app.new_id('ver'), $1, id, 1, '---', repeat('0', 64), $2 from agent`,
      [team, ada.userId],
    );
  }
  await admin.query('delete from auth.users where id = $1', [ada.userId]);
  const { rows } = await admin.query(
    'select team_id, created_by from public.agent_versions where team_id = any ($1)',
    [[ada.teamId, bob.teamId]],
  );
  expect(rows).toEqual([{ team_id: bob.teamId, created_by: null }]);
});

test('a version is immutable, for the owner of the table too', async () => {
  const ada = await seedTenant(database.adminUrl);
  await admin.query(
    `with agent as (
       insert into public.agents (id, team_id, name, kind, title, description, latest_version)
       values (app.new_id('agt'), $1, 'b', 'Agent', '', '', 1) returning id
     )
     insert into public.agent_versions (id, team_id, agent_id, version, spec, spec_hash)
     select app.new_id('ver'), $1, id, 1, '---', repeat('0', 64) from agent`,
    [ada.teamId],
  );
  for (const change of [
    "update public.agent_versions set spec = 'other'",
    'delete from public.agent_versions',
  ]) {
    await expect(admin.query(`${change} where team_id = $1`, [ada.teamId])).rejects.toThrow('immutable');
  }
  await expect(
    withTenant(database.db, ada, (tx) => sql`delete from public.agent_versions`.execute(tx)),
  ).rejects.toMatchObject({ code: '42501' });
});
