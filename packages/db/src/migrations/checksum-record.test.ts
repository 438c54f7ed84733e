import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { migrationsDir } from '../testing/test-server.ts';
import { compareWithRecord, recordLine } from './checksum-record.ts';
import { readMigrationFiles } from './migration-files.ts';

test('no migration was edited or removed, and each is recorded (`pnpm --filter @agent-factory/db generate`)', async () => {
  const { problems, unrecorded } = compareWithRecord(
    await readMigrationFiles(migrationsDir),
    await readFile(`${migrationsDir}.sha256`, 'utf8'),
  );
  expect(problems).toEqual([]);
  expect(unrecorded.map(({ name }) => name)).toEqual([]);
});

test('notices an edited, a missing and a new migration by name', () => {
  const file = (name: string, checksum: string) => ({ name, checksum, version: name.slice(0, 14), sql: '' });
  const record = ['20260101000000_a.sql', '20260101000001_b.sql', '20260101000002_c.sql']
    .map((name) => recordLine(file(name, 'aa')))
    .join('');
  const files = [
    file('20260101000000_a.sql', 'aa'),
    file('20260101000001_b.sql', 'bb'),
    file('20260101000003_d.sql', 'dd'),
  ];
  const { problems, unrecorded } = compareWithRecord(files, record);
  expect(problems).toEqual([
    expect.stringContaining('20260101000001_b.sql was edited'),
    expect.stringContaining('20260101000002_c.sql is recorded but missing'),
  ]);
  expect(unrecorded.map(({ name }) => name)).toEqual(['20260101000003_d.sql']);
});
