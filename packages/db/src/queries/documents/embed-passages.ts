import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Puts vectors to all passages of a document, in their order (32-bit floats, little endian, of length 1). */
export async function embedPassages(
  tx: Transaction,
  {
    teamId,
    id,
    model,
    vectors,
  }: { teamId: TeamId; id: DocumentId; model: string; vectors: readonly Buffer[] },
): Promise<void> {
  await sql`
    update public.passages passage set embedding = piece.vector
    from unnest(${vectors}::bytea[]) with ordinality as piece (vector, place)
    where passage.team_id = ${teamId} and passage.document_id = ${id} and passage.position = piece.place - 1`.execute(
    tx,
  );
  await sql`
    update public.documents set embedding_model = ${model}
    where team_id = ${teamId} and id = ${id}`.execute(tx);
}
