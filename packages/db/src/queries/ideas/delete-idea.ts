import type { IdeaId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when there was none. */
export async function deleteIdea(
  tx: Transaction,
  { id, teamId }: { id: IdeaId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    delete from public.ideas where team_id = ${teamId} and id = ${id} returning id`.execute(tx);
  return rows.length > 0;
}
