import type { AgentId, ApprovalId, ApprovalRecordState, RunId } from '@agent-factory/contracts';
import { sql } from 'kysely';

/** A question to people as its readers see it. */
export interface ApprovalRow {
  id: ApprovalId;
  runId: RunId;
  agentId: AgentId;
  agentName: string;
  member: string | null;
  about: 'tool' | 'invariant';
  name: string;
  value: unknown;
  reason: string | null;
  state: ApprovalRecordState;
  /** Of one that was edited; null else. */
  editedValue: unknown;
  onTimeout: 'deny' | 'approve';
  expiresAt: Date;
  decidedAt: Date | null;
  /** As whoever decided was called then; null while pending and where the clock or the run's end did. */
  decidedAs: string | null;
  note: string | null;
  createdAt: Date;
}

/** The columns of an ApprovalRow, of `approval` joined with its `agent`. */
export const approvalColumns = sql`
  approval.id, approval.run_id as "runId", approval.agent_id as "agentId", agent.name as "agentName",
  approval.member, approval.about, approval.name, approval.value, approval.reason, approval.state,
  approval.edited_value as "editedValue", approval.on_timeout as "onTimeout", approval.expires_at as "expiresAt",
  approval.decided_at as "decidedAt", approval.decided_as as "decidedAs", approval.note,
  approval.created_at as "createdAt"`;
