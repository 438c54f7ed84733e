import type { ApprovalId, ApprovalState } from '@agent-factory/contracts';
import type { JsonValue } from '@agent-factory/spec';

/** Something that may only go on once a person says so. */
export interface ApprovalRequest {
  /** Names the same question in every attempt of the run: member, step and call, or rule. At most 200 characters. */
  key: string;
  about: 'tool' | 'invariant';
  /** Path of the member that asks; null for the agent that the run is of. */
  member: string | null;
  /** The tool's or the rule's name, and the arguments or the value at hand. */
  subject: { name: string; value: JsonValue };
  /** The rule in plain words; null for a tool that the spec lists under `approvals`. */
  reason: string | null;
  /** What the spec says about silence. */
  timeoutSeconds: number;
  onTimeout: 'deny' | 'approve';
}

export interface ApprovalDecision {
  approvalId: ApprovalId;
  state: ApprovalState;
  /** What may go on: as asked, or as the person edited it; null unless approved or edited (or expired into approval). */
  value: JsonValue;
  approved: boolean;
  /** Who decided, as people name them; null for the clock. */
  decidedBy: string | null;
  note: string | null;
  expiresAt: string;
  /** When it was decided (ISO); null while it is pending. */
  decidedAt: string | null;
}

/** Where questions to people are kept. */
export interface ApprovalPort {
  /** Puts the question, once per key, and answers with how it stands. While it is `pending` the run has to wait. */
  ask(request: ApprovalRequest): Promise<ApprovalDecision>;
}
