import type { ApprovalId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Lets the clock decide what is pending and out of time; false for anything else. */
export async function expireApproval(
  tx: Transaction,
  { id, teamId }: { id: ApprovalId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    update public.approvals set state = 'expired', decided_at = now()
    where team_id = ${teamId} and id = ${id} and state = 'pending' and expires_at <= now()
    returning 1`.execute(tx);
  return rows.length === 1;
}
