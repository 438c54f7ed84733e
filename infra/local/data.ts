import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { dataDirectory, repositoryRoot } from './paths.ts';
import { step } from './progress.ts';
import { keptSecret, randomSecret } from './secrets.ts';

export interface Data {
  appUrl: string;
  queueUrl: string;
  stop(): Promise<void>;
}

const postgresDirectory = join(dataDirectory, 'postgres');

/** A migrated database: DATABASE_URL if there is one (it needs the rights to migrate), else our own Postgres. */
export async function prepareData(): Promise<Data> {
  const server = process.env.DATABASE_URL ? null : await step('Starting Postgres', startPostgres);
  const adminUrl = process.env.DATABASE_URL ?? server?.adminUrl ?? '';
  const stop = async () => server?.stop();
  try {
    const prepared = await step('Migrating the database', async () =>
      prepareDatabase({
        adminUrl,
        migrationsDir: join(repositoryRoot, 'supabase', 'migrations'),
        passwords: {
          app: await keptSecret('database-app-password', randomSecret),
          queue: await keptSecret('database-queue-password', randomSecret),
        },
      }),
    );
    return { appUrl: prepared.appUrl, queueUrl: prepared.queueUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPostgres() {
  await mkdir(join(dataDirectory, 'logs'), { recursive: true });
  return startEmbeddedPostgres({
    dataDir: postgresDirectory,
    password: await keptSecret('postgres-password', randomSecret),
    logFile: join(dataDirectory, 'logs', 'postgres.log'),
  });
}

/** Removes the embedded Postgres' data, which may lie elsewhere behind a link. */
export async function removeDatabase(): Promise<void> {
  await removeEmbeddedPostgresData(postgresDirectory);
}
