import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Opens a deleted team again; false unless the user of `withUser` owns it and its time is not over. */
export async function reopenTeam(tx: Transaction, { id }: { id: TeamId }): Promise<boolean> {
  const { rows } = await sql<{ opened: boolean }>`
    select app.reopen_team(${id}::text) as opened`.execute(tx);
  return rows[0]?.opened ?? false;
}
