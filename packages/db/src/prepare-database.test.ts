import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { expect, test } from 'vitest';
import { checkDatabase } from './check-database.ts';
import { openDatabase } from './database.ts';
import { prepareDatabase, urlFor } from './prepare-database.ts';
import { createTestDatabase, findTestServer } from './testing/create-test-database.ts';
import { migrationsDir } from './testing/test-server.ts';

test('prepares again without a change, and both roles log in with what it returns', async () => {
  const database = await createTestDatabase();
  const { passwords } = await findTestServer();
  try {
    const prepared = await prepareDatabase({ adminUrl: database.adminUrl, migrationsDir, passwords });
    expect(prepared).toEqual({ applied: [], appUrl: database.appUrl, queueUrl: database.queueUrl });
    const db = openDatabase({ url: prepared.appUrl });
    expect((await checkDatabase(db)).version).toMatch(/^\d+/);
    await db.close();
    await runMigrations({ connectionString: prepared.queueUrl }); // as its runner does on each start
  } finally {
    await database.drop();
  }
});

test('the queue’s role works its jobs and sees nothing else', async () => {
  const database = await createTestDatabase();
  const queue = new pg.Client({ connectionString: database.queueUrl });
  await queue.connect();
  try {
    await queue.query(`select graphile_worker.add_job('execute_run', '{}')`);
    await expect(queue.query('select * from public.runs')).rejects.toMatchObject({ code: '42501' });
    await expect(queue.query('set role agent_factory_worker')).rejects.toMatchObject({ code: '42501' });
    await expect(queue.query('create schema mine')).rejects.toMatchObject({ code: '42501' });
  } finally {
    await queue.end();
    await database.drop();
  }
});

test('the login role alone can do nothing', async () => {
  const database = await createTestDatabase();
  const app = new pg.Client({ connectionString: database.appUrl });
  await app.connect();
  try {
    await expect(app.query('select * from public.agents')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('select * from auth.users')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('set role postgres')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('set role agent_factory_definer')).rejects.toMatchObject({ code: '42501' });
    const { rows } = await app.query('show statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '30s' }]);
  } finally {
    await app.end();
    await database.drop();
  }
});

test('urls of the roles keep server, database and options, and the project that a pooler wants', () => {
  expect(
    urlFor('postgres://postgres:x@db.example.com:6432/app?sslmode=require', 'agent_factory_app', 'p@ss/1'),
  ).toBe('postgres://agent_factory_app:p%40ss%2F1@db.example.com:6432/app?sslmode=require');
  expect(
    urlFor('postgres://postgres.abcd:x@pooler.supabase.com:5432/postgres', 'agent_factory_app', 'p'),
  ).toBe('postgres://agent_factory_app.abcd:p@pooler.supabase.com:5432/postgres');
});
