import type { ApprovalId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ApprovalRow, approvalColumns } from './rows.ts';

export async function selectApproval(
  tx: Transaction,
  { id, teamId }: { id: ApprovalId; teamId: TeamId },
): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`
    select ${approvalColumns}
    from public.approvals approval
    join public.agents agent on agent.team_id = approval.team_id and agent.id = approval.agent_id
    where approval.team_id = ${teamId} and approval.id = ${id}`.execute(tx);
  return rows[0];
}
