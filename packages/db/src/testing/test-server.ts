import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { removeData } from '../embedded/places.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { prepareDatabase, urlFor } from '../prepare-database.ts';

export const migrationsDir = fileURLToPath(new URL('../../../../supabase/migrations', import.meta.url));

/** What a test process needs to make databases of its own: a server, and a migrated template on it. */
export interface TestServer {
  adminUrl: string;
  template: string;
  passwords: { app: string; queue: string };
}

export interface TestDatabaseUrls {
  /** Superuser of this database, for arranging and for looking behind the policies. */
  adminUrl: string;
  appUrl: string;
  queueUrl: string;
  dropDatabase(): Promise<void>;
}

/** A server for tests: the one at `adminUrl` (roles and passwords there become the tests'), or an embedded one. */
export async function startTestServer(
  adminUrl: string | undefined,
): Promise<TestServer & { stop(): Promise<void> }> {
  if (adminUrl !== undefined) {
    const server = await prepareTemplate(adminUrl);
    return { ...server, stop: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'agent-factory-test-'));
  await chmod(folder, 0o755); // so that root's server, which is not root, keeps its data in there
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    password: randomUUID(),
    durable: false,
  });
  const server = await prepareTemplate(postgres.adminUrl);
  return {
    ...server,
    async stop() {
      await postgres.stop();
      await removeData(join(folder, 'postgres'));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The template's name carries a hash of what made it, so an edited migration never meets an old one. */
async function prepareTemplate(adminUrl: string): Promise<TestServer> {
  const hash = createHash('sha256');
  for (const file of await readMigrationFiles(migrationsDir)) hash.update(file.name).update(file.checksum);
  const template = `agent_factory_template_${hash.digest('hex').slice(0, 16)}`;
  const passwords = { app: 'agent-factory-test', queue: 'agent-factory-test' };
  await withAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(7243020613)');
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 1) return;
    const draft = `agent_factory_draft_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`create database ${draft}`);
    await prepareDatabase({ adminUrl: databaseUrl(adminUrl, draft), migrationsDir, passwords });
    await admin.query(`alter database ${draft} rename to ${template}`);
  });
  return { adminUrl, template, passwords };
}

/** A fresh copy of the template. */
export async function cloneTemplate(server: TestServer): Promise<TestDatabaseUrls> {
  const name = `agent_factory_test_${randomUUID().replaceAll('-', '')}`;
  await withAdmin(server.adminUrl, (admin) =>
    admin.query(`create database ${name} template ${server.template}`),
  );
  const adminUrl = databaseUrl(server.adminUrl, name);
  return {
    adminUrl,
    appUrl: urlFor(adminUrl, 'agent_factory_app', server.passwords.app),
    queueUrl: urlFor(adminUrl, 'agent_factory_queue', server.passwords.queue),
    async dropDatabase() {
      await withAdmin(server.adminUrl, (admin) =>
        admin.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}

function databaseUrl(url: string, database: string): string {
  const copy = new URL(url);
  copy.pathname = `/${database}`;
  return copy.href;
}

async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'agent-factory-test' });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
