import { AppError } from '@agent-factory/contracts';
import pg from 'pg';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';

/** Any number will do, as long as every runner of this product takes the same one. */
const lockKey = 7_243_020_611;

interface AppliedMigration {
  version: string;
  name: string;
  checksum: string;
}

/**
 * Brings the database at `adminUrl` up to the newest file of `migrationsDir` and tells what it applied.
 * Runners that start together wait for one another. Refuses, before it changes anything, when a file that
 * was applied has been edited or is gone, or when a new one sorts before one that was applied.
 */
export async function migrate(options: {
  adminUrl: string;
  migrationsDir: string;
}): Promise<{ applied: string[] }> {
  const files = await readMigrationFiles(options.migrationsDir);
  const client = new pg.Client({
    connectionString: options.adminUrl,
    application_name: 'agent-factory-migrate',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(`
      create schema if not exists agent_factory_meta;
      revoke all on schema agent_factory_meta from public;
      create table if not exists agent_factory_meta.migrations (
        version text primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
      );
      alter table agent_factory_meta.migrations enable row level security`);
    const { rows } = await client.query<AppliedMigration>(
      'select version, name, checksum from agent_factory_meta.migrations order by version',
    );
    const pending = findPending(files, rows);
    for (const file of pending) await apply(client, file);
    return { applied: pending.map((file) => file.name) };
  } finally {
    await client.end();
  }
}

/** The files that are still to be applied; throws when what was applied is not how the files begin. */
function findPending(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): MigrationFile[] {
  for (const [index, done] of applied.entries()) {
    const file = files[index];
    if (file !== undefined && file.version < done.version) {
      throw new AppError(
        'conflict',
        `migration ${file.name} is new but sorts before ${done.name}, which has been applied; give it a later version`,
      );
    }
    if (file === undefined || file.version > done.version) {
      throw new AppError(
        'conflict',
        `migration ${done.name} has been applied to this database but its file is missing; put it back`,
      );
    }
    if (file.checksum !== done.checksum) {
      throw new AppError(
        'conflict',
        `migration ${file.name} was edited after it had been applied; restore it and put the change in a new one`,
      );
    }
  }
  return files.slice(applied.length);
}

async function apply(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin');
  try {
    await client.query(file.sql);
    await client.query(
      'insert into agent_factory_meta.migrations (version, name, checksum) values ($1, $2, $3)',
      [file.version, file.name, file.checksum],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new AppError('internal', `migration ${file.name} failed: ${explain(cause, file.sql)}`, { cause });
  }
}

function explain(cause: unknown, sql: string): string {
  if (!(cause instanceof Error)) return String(cause);
  if (!(cause instanceof pg.DatabaseError) || cause.position === undefined) return cause.message;
  const line = sql.slice(0, Number(cause.position)).split('\n').length;
  return `${cause.message} (line ${line})`;
}
