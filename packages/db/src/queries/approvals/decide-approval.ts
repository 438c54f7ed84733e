import type { ApiKeyId, ApprovalId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface ApprovalVerdict {
  state: 'approved' | 'edited' | 'denied';
  /** What may go on; of an edited one alone. */
  editedValue: unknown;
  decidedBy: string | null;
  decidedByKey: ApiKeyId | null;
  decidedAs: string;
  note: string | null;
}

/** Decides what is pending and in time; false, and nothing changed, for anything else. */
export async function decideApproval(
  tx: Transaction,
  { id, teamId, verdict }: { id: ApprovalId; teamId: TeamId; verdict: ApprovalVerdict },
): Promise<boolean> {
  const edited = verdict.state === 'edited' ? json(verdict.editedValue) : sql`null`;
  const { rows } = await sql`
    update public.approvals
    set state = ${verdict.state}, edited_value = ${edited}, decided_at = now(), decided_by = ${verdict.decidedBy},
      decided_by_key = ${verdict.decidedByKey}, decided_as = ${verdict.decidedAs}, note = ${verdict.note}
    where team_id = ${teamId} and id = ${id} and state = 'pending' and expires_at > now()
    returning 1`.execute(tx);
  return rows.length === 1;
}
