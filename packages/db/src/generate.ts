import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compareWithRecord, recordLine } from './migrations/checksum-record.ts';
import { readMigrationFiles } from './migrations/migration-files.ts';
import { generateTypes } from './testing/generate-types.ts';
import { cloneTemplate, migrationsDir, startTestServer } from './testing/test-server.ts';

// `pnpm --filter @agent-factory/db generate`, after a migration was added: records what the file is, and
// writes the types of a freshly migrated database.
const recordFile = `${migrationsDir}.sha256`;
const record = await readFile(recordFile, 'utf8').catch(() => '');
const { problems, unrecorded } = compareWithRecord(await readMigrationFiles(migrationsDir), record);
if (problems.length > 0) throw new Error(problems.join('\n'));
await appendFile(recordFile, unrecorded.map(recordLine).join(''));

const server = await startTestServer(undefined);
try {
  const { adminUrl } = await cloneTemplate(server);
  const text = await generateTypes(adminUrl);
  await writeFile(fileURLToPath(new URL('./generated/database.ts', import.meta.url)), text);
} finally {
  await server.stop();
}
