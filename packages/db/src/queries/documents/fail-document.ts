import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Notes why a document could not be read, in words that are safe to show. Its file is kept for another try. */
export async function failDocument(
  tx: Transaction,
  { teamId, id, error }: { teamId: TeamId; id: DocumentId; error: string },
): Promise<void> {
  await sql`
    update public.documents set status = 'failed', error = ${error}
    where team_id = ${teamId} and id = ${id} and status <> 'ready'`.execute(tx);
}
