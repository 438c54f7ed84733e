import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type PassageRow, passageColumns } from './rows.ts';

/** Best first: passages that share words with the query, in the languages that the team's documents are in. */
export async function searchPassagesByWords(
  tx: Transaction,
  { teamId, query, limit }: { teamId: TeamId; query: string; limit: number },
): Promise<PassageRow[]> {
  // `|` for `&`: a question has words that no answer repeats. Passages with all of them still come first.
  const { rows } = await sql<PassageRow>`
    with wanted as (
      select plainto_tsquery(language::regconfig, ${query}) as every_word
      from (select distinct language from public.documents where team_id = ${teamId} and status = 'ready') spoken
    ), query as (
      select
        string_agg('(' || replace(every_word::text, ' & ', ' | ') || ')', ' | ')::tsquery as any_word,
        string_agg('(' || every_word::text || ')', ' | ')::tsquery as every_word
      from wanted where numnode(every_word) > 0
    )
    select ${passageColumns}
    from query
    join public.passages passage on passage.team_id = ${teamId} and passage.search @@ query.any_word
    join public.documents document on document.team_id = ${teamId} and document.id = passage.document_id
    order by passage.search @@ query.every_word desc, ts_rank_cd(passage.search, query.any_word, 1) desc,
      passage.document_id, passage.position
    limit ${limit}`.execute(tx);
  return rows;
}

/** Best first: passages with a stretch that is written much like the query; finds what is misspelt. */
export async function searchPassagesByTrigrams(
  tx: Transaction,
  { teamId, query, limit }: { teamId: TeamId; query: string; limit: number },
): Promise<PassageRow[]> {
  const { rows } = await sql<PassageRow>`
    select ${passageColumns}
    from public.passages passage
    join public.documents document on document.team_id = ${teamId} and document.id = passage.document_id
    where passage.team_id = ${teamId} and ${query} operator(extensions.<%) passage.body
    order by extensions.word_similarity(${query}, passage.body) desc, passage.document_id, passage.position
    limit ${limit}`.execute(tx);
  return rows;
}
