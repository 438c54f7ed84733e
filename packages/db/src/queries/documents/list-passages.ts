import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** The passages of a document as they are embedded: what stands above them, and their text. */
export async function listPassages(
  tx: Transaction,
  { teamId, id }: { teamId: TeamId; id: DocumentId },
): Promise<{ heading: string; body: string }[]> {
  const { rows } = await sql<{ heading: string; body: string }>`
    select heading, body from public.passages
    where team_id = ${teamId} and document_id = ${id}
    order by position`.execute(tx);
  return rows;
}
