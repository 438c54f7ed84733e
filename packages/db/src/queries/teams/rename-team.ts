import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False for a team out of reach. */
export async function renameTeam(
  tx: Transaction,
  { teamId, name }: { teamId: TeamId; name: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.teams set name = ${name}, updated_at = now() where id = ${teamId}`.execute(tx);
  return numAffectedRows === 1n;
}
