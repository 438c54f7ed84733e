import type { IdeaId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Since when the idea is shared; any link before this one ends. A hash of null ends it alone. */
export async function shareIdea(
  tx: Transaction,
  { id, teamId, hash }: { id: IdeaId; teamId: TeamId; hash: Buffer | null },
): Promise<{ sharedAt: Date | null } | undefined> {
  const { rows } = await sql<{ sharedAt: Date | null }>`
    update public.ideas
    set share_hash = ${hash}::bytea, shared_at = case when ${hash}::bytea is null then null else now() end
    where team_id = ${teamId} and id = ${id}
    returning shared_at as "sharedAt"`.execute(tx);
  return rows[0];
}
