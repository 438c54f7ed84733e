import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type PassageRow, passageColumns } from './rows.ts';

/** The model whose vectors most of the team's passages have; undefined where none has any. */
export async function selectEmbeddingModel(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<{ model: string; passages: number } | undefined> {
  const { rows } = await sql<{ model: string; passages: number }>`
    select embedding_model as model, sum(passages)::integer as passages from public.documents
    where team_id = ${teamId} and embedding_model is not null
    group by embedding_model
    order by sum(passages) desc, embedding_model
    limit 1`.execute(tx);
  return rows[0];
}

/** The vectors of a model: of the named passages (`doc_…#3`), or of all where `among` is null. */
export async function listEmbeddings(
  tx: Transaction,
  { teamId, model, among }: { teamId: TeamId; model: string; among: readonly string[] | null },
): Promise<{ documentId: DocumentId; position: number; embedding: Buffer }[]> {
  const named =
    among === null ? sql`` : sql`and passage.document_id || '#' || passage.position = any (${among}::text[])`;
  const { rows } = await sql<{ documentId: DocumentId; position: number; embedding: Buffer }>`
    select passage.document_id as "documentId", passage.position, passage.embedding
    from public.passages passage
    join public.documents document on document.team_id = ${teamId} and document.id = passage.document_id
    where passage.team_id = ${teamId} and document.embedding_model = ${model} and passage.embedding is not null
      ${named}`.execute(tx);
  return rows;
}

/** The named passages (`doc_…#3`), in no order. */
export async function selectPassages(
  tx: Transaction,
  { teamId, named }: { teamId: TeamId; named: readonly string[] },
): Promise<PassageRow[]> {
  const { rows } = await sql<PassageRow>`
    select ${passageColumns}
    from unnest(${named}::text[]) as name
    join public.passages passage on passage.team_id = ${teamId}
      and passage.document_id = split_part(name, '#', 1) and passage.position = split_part(name, '#', 2)::integer
    join public.documents document on document.team_id = ${teamId} and document.id = passage.document_id`.execute(
    tx,
  );
  return rows;
}
