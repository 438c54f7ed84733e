import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type DocumentRow, documentColumns } from './rows.ts';

/** With its text, as it was read; null until it is. */
export async function selectDocument(
  tx: Transaction,
  { teamId, id }: { teamId: TeamId; id: DocumentId },
): Promise<(DocumentRow & { body: string | null }) | undefined> {
  const { rows } = await sql<DocumentRow & { body: string | null }>`
    select ${documentColumns}, body from public.documents where team_id = ${teamId} and id = ${id}`.execute(
    tx,
  );
  return rows[0];
}
