import { type ApprovalId, newId } from '@agent-factory/contracts';
import { type AskedApproval, askApproval, selectApproval } from '@agent-factory/db';
import type { ApprovalDecision, ApprovalPort } from '@agent-factory/orchestrator';
import type { JsonValue } from '@agent-factory/spec';
import type { EventLog } from '../runs/execution/event-log.ts';
import type { Lease } from '../runs/execution/lease.ts';
import { tellOfRequest } from './approval-events.ts';

export interface RunApprovals extends ApprovalPort {
  /** The questions to which this attempt got no answer yet; for these the run has to wait. */
  pending(): ApprovalId[];
}

/** Questions of one run, in rows; only whoever holds the run's lease asks. */
export function createApprovalPort(log: EventLog, { runId, teamId }: Lease): RunApprovals {
  const pending = new Set<ApprovalId>();
  return {
    pending: () => [...pending],

    async ask({ key, about, member, subject, reason, timeoutSeconds, onTimeout }) {
      const question = { key, about, member, ...subject, reason, timeoutSeconds, onTimeout };
      const id = newId('approval');
      const asked = await log.writeAhead(async (tx) => {
        const asked = await askApproval(tx, { id, teamId, runId, ...question });
        // An id of another means that it was asked before.
        const news = asked.id === id ? await selectApproval(tx, { id, teamId }) : undefined;
        if (news !== undefined) await tellOfRequest(tx, teamId, news);
        return asked;
      });
      // What people have said of one thing must never let another pass.
      if (asked.about !== about || asked.name !== subject.name) {
        throw new Error(`${asked.id} was asked about ${asked.name}, not about ${subject.name}`);
      }
      if (asked.state === 'pending') pending.add(asked.id);
      return decisionOf(asked);
    },
  };
}

function decisionOf(asked: AskedApproval): ApprovalDecision {
  const { id: approvalId, decidedAs: decidedBy, note } = asked;
  const base = {
    approvalId,
    decidedBy,
    note,
    expiresAt: asked.expiresAt.toISOString(),
    decidedAt: asked.decidedAt?.toISOString() ?? null,
  };
  const refused = { ...base, value: null, approved: false };
  switch (asked.state) {
    case 'pending':
    case 'denied':
      return { ...refused, state: asked.state };
    case 'approved':
      return { ...base, state: asked.state, value: storedJson(asked.value), approved: true };
    case 'edited':
      return { ...base, state: asked.state, value: storedJson(asked.editedValue), approved: true };
    case 'expired':
      return asked.onTimeout === 'approve'
        ? { ...base, state: asked.state, value: storedJson(asked.value), approved: true }
        : { ...refused, state: asked.state };
    case 'cancelled':
      throw new Error(`${approvalId} was put by a run that has ended`);
  }
}

/** Guaranteed by the column's type: jsonb holds JSON and nothing else. */
function storedJson(value: unknown): JsonValue {
  return value as JsonValue;
}
