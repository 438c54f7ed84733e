import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ShutTeamRow } from './rows.ts';

/** The deleted teams that the user of `withUser` owns and can have back, deleted last first. */
export async function listShutTeams(tx: Transaction): Promise<ShutTeamRow[]> {
  const { rows } = await sql<ShutTeamRow>`
    select team_id as id, name, deleted_at as "deletedAt", erase_after as "eraseAfter"
    from app.shut_teams()`.execute(tx);
  return rows;
}
