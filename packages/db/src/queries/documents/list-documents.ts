import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type DocumentRow, documentColumns } from './rows.ts';

/** Newest first, after the document `after`; a foreign or unknown `after` finds nothing. */
export async function listDocuments(
  tx: Transaction,
  { teamId, after, limit }: { teamId: TeamId; after: DocumentId | null; limit: number },
): Promise<DocumentRow[]> {
  const older =
    after === null
      ? sql``
      : sql`and (created_at, id) <
          ((select created_at from public.documents where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<DocumentRow>`
    select ${documentColumns} from public.documents
    where team_id = ${teamId} ${older}
    order by created_at desc, id desc
    limit ${limit}`.execute(tx);
  return rows;
}
