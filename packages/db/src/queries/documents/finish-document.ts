import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { toJsonbText } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewPassage {
  heading: string;
  page: number | null;
  body: string;
}

/**
 * What was read of a document: its text and its passages, in their order; from then on it is found. The file itself
 * is let go. False, and nothing written, if it has been deleted or read since.
 */
export async function finishDocument(
  tx: Transaction,
  {
    teamId,
    id,
    language,
    body,
    passages,
  }: { teamId: TeamId; id: DocumentId; language: string; body: string; passages: readonly NewPassage[] },
): Promise<boolean> {
  const { rows } = await sql<{ title: string }>`
    update public.documents
    set status = 'ready', error = null, language = ${language}, body = ${body}, characters = ${body.length},
      passages = ${passages.length}, original = null, indexed_at = now()
    where team_id = ${teamId} and id = ${id} and status <> 'ready'
    returning title`.execute(tx);
  const [document] = rows;
  if (document === undefined) return false;
  await sql`
    insert into public.passages (team_id, document_id, position, heading, page, body, search)
    select ${teamId}, ${id}, piece.place - 1, piece.item ->> 'heading', (piece.item ->> 'page')::integer,
      piece.item ->> 'body',
      setweight(to_tsvector(${language}::regconfig, ${document.title} || ' ' || (piece.item ->> 'heading')), 'A')
        || setweight(to_tsvector(${language}::regconfig, piece.item ->> 'body'), 'B')
    from jsonb_array_elements(${toJsonbText(passages)}::jsonb) with ordinality as piece (item, place)`.execute(
    tx,
  );
  return true;
}
