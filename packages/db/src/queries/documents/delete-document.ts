import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Its passages go with it. Whether there was one. */
export async function deleteDocument(
  tx: Transaction,
  { teamId, id }: { teamId: TeamId; id: DocumentId },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    delete from public.documents where team_id = ${teamId} and id = ${id} returning id`.execute(tx);
  return rows.length > 0;
}
