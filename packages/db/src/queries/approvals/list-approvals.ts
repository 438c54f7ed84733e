import type { AgentId, ApprovalId, ApprovalRecordState, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ApprovalRow, approvalColumns } from './rows.ts';

/** Newest first, after the row `after`; a foreign or unknown `after` finds nothing. */
export async function listApprovals(
  tx: Transaction,
  filter: {
    teamId: TeamId;
    /** `decided`: all that are no longer pending. */
    state: ApprovalRecordState | 'decided' | 'all';
    agentId: AgentId | null;
    runId: RunId | null;
    after: ApprovalId | null;
    limit: number;
  },
): Promise<ApprovalRow[]> {
  const { teamId, state, agentId, runId, after, limit } = filter;
  // Only the conditions that hold are written out, so that each plan finds the index made for it; the partial ones
  // are found by the literal alone.
  const ofState =
    state === 'all'
      ? sql``
      : state === 'pending'
        ? sql`and state = 'pending'`
        : state === 'decided'
          ? sql`and state <> 'pending'`
          : sql`and state = ${state}`;
  const ofAgent = agentId === null ? sql`` : sql`and agent_id = ${agentId}`;
  const ofRun = runId === null ? sql`` : sql`and run_id = ${runId}`;
  const older =
    after === null
      ? sql``
      : sql`and (created_at, id) <
          ((select created_at from public.approvals where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<ApprovalRow>`
    with approval as (
      select * from public.approvals
      where team_id = ${teamId} ${ofState} ${ofAgent} ${ofRun} ${older}
      order by created_at desc, id desc
      limit ${limit}
    )
    select ${approvalColumns}
    from approval
    join public.agents agent on agent.team_id = approval.team_id and agent.id = approval.agent_id
    order by approval.created_at desc, approval.id desc`.execute(tx);
  return rows;
}
