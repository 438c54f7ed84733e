import type { IdeaId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Keeps what became of an idea, once: a second evaluation of it changes nothing. */
export async function settleIdea(
  tx: Transaction,
  { id, teamId, evaluation }: { id: IdeaId; teamId: TeamId; evaluation: unknown },
): Promise<void> {
  await sql`
    update public.ideas set evaluation = ${json(evaluation)}, evaluated_at = now()
    where team_id = ${teamId} and id = ${id} and evaluation is null`.execute(tx);
}
