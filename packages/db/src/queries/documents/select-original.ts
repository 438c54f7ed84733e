import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { DocumentFormat } from './rows.ts';

/** The file of a document that has not been read yet; `original` is null for one that has. */
export async function selectOriginal(
  tx: Transaction,
  { teamId, id }: { teamId: TeamId; id: DocumentId },
): Promise<{ title: string; format: DocumentFormat; original: Buffer | null } | undefined> {
  const { rows } = await sql<{ title: string; format: DocumentFormat; original: Buffer | null }>`
    select title, format, original from public.documents where team_id = ${teamId} and id = ${id}`.execute(
    tx,
  );
  return rows[0];
}
