import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { generateTypes } from '../testing/generate-types.ts';

test('the types are those of the migrations; else run `pnpm --filter @agent-factory/db generate`', async () => {
  const database = await createTestDatabase();
  try {
    const written = await readFile(new URL('./database.ts', import.meta.url), 'utf8');
    expect(await generateTypes(database.adminUrl)).toBe(written);
  } finally {
    await database.drop();
  }
});
