import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** How many questions of the team wait for an answer; counted up to `atMost`. */
export async function countPendingApprovals(
  tx: Transaction,
  { teamId, atMost }: { teamId: TeamId; atMost: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from (select from public.approvals where team_id = ${teamId} and state = 'pending' limit ${atMost}) pending`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
