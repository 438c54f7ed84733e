import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type DocumentFormat, type DocumentRow, documentColumns } from './rows.ts';

export interface NewDocument {
  id: DocumentId;
  teamId: TeamId;
  title: string;
  format: DocumentFormat;
  /** SHA-256 of the file. */
  contentHash: Buffer;
  original: Buffer;
  createdBy: string | null;
}

/** The new document, or the one that the team made of the same file before. */
export async function insertDocument(
  tx: Transaction,
  document: NewDocument,
): Promise<{ row: DocumentRow; created: boolean }> {
  const { id, teamId, contentHash } = document;
  const inserted = await sql<DocumentRow>`
    insert into public.documents (id, team_id, title, format, size_bytes, content_hash, original, created_by)
    values (${id}, ${teamId}, ${document.title}, ${document.format}, ${document.original.length}, ${contentHash},
      ${document.original}, ${document.createdBy})
    on conflict (team_id, content_hash) do nothing
    returning ${documentColumns}`.execute(tx);
  const [row] = inserted.rows;
  if (row !== undefined) return { row, created: true };
  const { rows } = await sql<DocumentRow>`
    select ${documentColumns} from public.documents
    where team_id = ${teamId} and content_hash = ${contentHash}`.execute(tx);
  const [earlier] = rows;
  if (earlier === undefined) throw new Error('a document of this file exists and cannot be read');
  return { row: earlier, created: false };
}
