import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { migrationsDir } from '../testing/test-server.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let folder: string;
let names: string[];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await cp(migrationsDir, folder, { recursive: true });
  names = (await readdir(folder)).sort();
  return () => rm(folder, { recursive: true });
});

const run = (adminUrl = database.adminUrl) => migrate({ adminUrl, migrationsDir: folder });
const at = (index: number) => join(folder, names.at(index) ?? '');

test('finds nothing to do when all is applied', async () => {
  expect(await run()).toEqual({ applied: [] });
});

test('refuses an edited migration and names it', async () => {
  await writeFile(at(3), `${await readFile(at(3), 'utf8')}\n-- a comment is an edit too`);
  await expect(run()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`${names[3]} was edited`),
  });
});

test('takes Windows line endings for the same file', async () => {
  await writeFile(at(3), (await readFile(at(3), 'utf8')).replaceAll('\n', '\r\n'));
  expect(await run()).toEqual({ applied: [] });
});

test.each([2, -1])('refuses when a migration that was applied is missing (%i)', async (index) => {
  await rm(at(index));
  await expect(run()).rejects.toThrow(
    `${names.at(index)} has been applied to this database but its file is missing`,
  );
});

test('refuses a new migration that sorts before an applied one', async () => {
  await writeFile(join(folder, '20261121000001_late.sql'), 'select 1');
  await expect(run()).rejects.toThrow('20261121000001_late.sql is new but sorts before');
});

test('refuses names that do not sort, and two of one version', async () => {
  await writeFile(join(folder, 'fix.sql'), 'select 1');
  await expect(run()).rejects.toThrow('"fix.sql" is not named');
  await rename(join(folder, 'fix.sql'), join(folder, '20261121000000_twin.sql'));
  await expect(run()).rejects.toThrow('two migrations have the version 20261121000000');
});

test('a migration that fails leaves nothing behind, and the error names it with the line', async () => {
  await writeFile(
    join(folder, '20991231000000_broken.sql'),
    'create table public.half_done (id int);\nselect 1;\nselect wrong;\n',
  );
  await expect(run()).rejects.toThrow(
    '20991231000000_broken.sql failed: column "wrong" does not exist (line 3)',
  );
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const { rows } = await admin.query(`select to_regclass('public.half_done') as half_done`);
  await admin.end();
  expect(rows).toEqual([{ half_done: null }]);
});

test('runners that start together apply each migration once, in order', async () => {
  const other = await createTestDatabase();
  try {
    const added = ['20991231000001_one.sql', '20991231000002_two.sql'];
    await writeFile(join(folder, added[0] ?? ''), 'create table public.one (id int); select pg_sleep(0.1)');
    await writeFile(join(folder, added[1] ?? ''), 'alter table public.one add column two int');
    const results = await Promise.all([run(other.adminUrl), run(other.adminUrl), run(other.adminUrl)]);
    expect(results.map(({ applied }) => applied).sort((a, b) => a.length - b.length)).toEqual([
      [],
      [],
      added,
    ]);
  } finally {
    await other.drop();
  }
});
