import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { migrate } from './migrations/migrate.ts';
import { openQueuePool } from './open-queue-pool.ts';

export interface PrepareOptions {
  /** A superuser, or a role with CREATEROLE that owns the database. See docs/decisions/0141. */
  adminUrl: string;
  migrationsDir: string;
  /** Of the two roles that log in; set anew on each call, so changing one here rotates it. */
  passwords: { app: string; queue: string };
}

export interface PreparedDatabase {
  /** Names of the migrations that this call applied. */
  applied: string[];
  /** What the application connects with (`openDatabase`). */
  appUrl: string;
  /** What the queue's runner connects with: owns schema graphile_worker, sees nothing else. */
  queueUrl: string;
}

/** Makes the database ready for the application: roles, migrations, passwords, the queue's own schema. */
export async function prepareDatabase(options: PrepareOptions): Promise<PreparedDatabase> {
  const { applied } = await migrate(options);
  const appUrl = urlFor(options.adminUrl, 'agent_factory_app', options.passwords.app);
  const queueUrl = urlFor(options.adminUrl, 'agent_factory_queue', options.passwords.queue);
  const admin = new pg.Client({
    connectionString: options.adminUrl,
    application_name: 'agent-factory-prepare',
  });
  await admin.connect();
  try {
    await setUpRole(admin, 'agent_factory_app', [
      `password ${pg.escapeLiteral(options.passwords.app)}`,
      // With the role and not the connection: poolers refuse such settings as start-up parameters. Nothing
      // of the application runs longer on purpose, and no transaction waits for a model or a tool. A process that
      // stands still in one keeps its locks no longer than that: its runs are somebody else's by then.
      `set statement_timeout = '30s'`,
      `set idle_in_transaction_session_timeout = '10s'`,
    ]);
    await setUpRole(admin, 'agent_factory_queue', [`password ${pg.escapeLiteral(options.passwords.queue)}`]);
    await installQueue(admin, queueUrl);
  } finally {
    await admin.end();
  }
  return { applied, appUrl, queueUrl };
}

/** Roles are the cluster's: another database that is prepared at this moment may be changing the same row. */
async function setUpRole(admin: pg.Client, role: string, changes: string[]): Promise<void> {
  for (const change of changes) {
    for (let attempt = 1; ; attempt++) {
      try {
        await admin.query(`alter role ${pg.escapeIdentifier(role)} ${change}`);
        break;
      } catch (error) {
        const collided = error instanceof Error && error.message === 'tuple concurrently updated';
        if (!collided || attempt === 20) throw error;
      }
    }
  }
}

/** graphile-worker makes its schema itself, as the role that will own it, which may create it just now. */
async function installQueue(admin: pg.Client, queueUrl: string): Promise<void> {
  const { rows } = await admin.query<{ database: string }>(
    'select quote_ident(current_database()) as database',
  );
  const database = rows[0]?.database;
  await admin.query(`grant create on database ${database} to agent_factory_queue`);
  const queue = openQueuePool({ url: queueUrl, maxConnections: 2 });
  try {
    await runMigrations({ pgPool: queue.pool });
  } finally {
    await queue.close();
    await admin.query(`revoke create on database ${database} from agent_factory_queue`);
  }
}

/** The same server and database as another role. Supabase's pooler wants `role.project` as the user name. */
export function urlFor(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  const project = /^[^.]+\.(.+)$/.exec(decodeURIComponent(url.username))?.[1];
  url.username = encodeURIComponent(project === undefined ? role : `${role}.${project}`);
  url.password = encodeURIComponent(password);
  return url.href;
}
