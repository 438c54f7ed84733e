import type { TeamId } from '@agent-factory/contracts';
import type { ApprovalRow, Transaction } from '@agent-factory/db';
import { publishEvent } from '../webhooks/publish.ts';

/** Webhooks learn that somebody has to decide; what about, they ask with a key. */
export function tellOfRequest(tx: Transaction, teamId: TeamId, approval: ApprovalRow): Promise<void> {
  const data = { ...subjectOf(approval), expires_at: approval.expiresAt.toISOString() };
  return publishEvent(tx, { teamId, type: 'approval.requested', data });
}

export function tellOfDecision(tx: Transaction, teamId: TeamId, approval: ApprovalRow): Promise<void> {
  const data = { ...subjectOf(approval), state: approval.state, decided_by: approval.decidedAs };
  return publishEvent(tx, { teamId, type: 'approval.decided', data });
}

function subjectOf({ id, runId, agentId, about, name }: ApprovalRow) {
  return { approval_id: id, run_id: runId, agent_id: agentId, about, name };
}
