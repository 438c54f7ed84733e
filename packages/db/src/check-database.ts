import { connectionsOf, type Database } from './database.ts';

/** One round trip, for health and readiness: the server's version, or the error that keeps us from it. */
export async function checkDatabase(database: Database): Promise<{ version: string }> {
  const { rows } = await connectionsOf(database).pool.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  return { version: rows[0]?.version ?? 'unknown' };
}
