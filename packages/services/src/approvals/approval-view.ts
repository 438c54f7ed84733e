import type { ApprovalView } from '@agent-factory/contracts';
import type { ApprovalRow } from '@agent-factory/db';

export function approvalView(row: ApprovalRow): ApprovalView {
  return {
    id: row.id,
    run_id: row.runId,
    agent_id: row.agentId,
    agent_name: row.agentName,
    member: row.member,
    about: row.about,
    subject: { name: row.name, value: row.value },
    reason: row.reason,
    state: row.state,
    edited_value: row.editedValue,
    note: row.note,
    decided_by: row.decidedAs,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    on_timeout: row.onTimeout,
    decided_at: row.decidedAt?.toISOString() ?? null,
  };
}
