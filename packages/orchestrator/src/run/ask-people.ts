import { createHash } from 'node:crypto';
import { canonicalJson, defaultSilence, type JsonValue, type Silence } from '@agent-factory/spec';
import type { ApprovalDecision, ApprovalRequest } from '../ports/approval-port.ts';
import type { Ancestor, RunContext } from './run-context.ts';
import { RunWaits } from './run-waits.ts';
import { shortKey } from './short-key.ts';

/**
 * How people decided on something, or `RunWaits` until they have. `place` names the question within this visit; the
 * value is part of its key, so that what goes on is what they have seen.
 */
export async function askPeople(
  context: RunContext,
  place: string,
  question: Pick<ApprovalRequest, 'about' | 'subject' | 'reason'>,
  asker: Ancestor,
): Promise<ApprovalDecision> {
  const decision = await context.approvals.ask({
    ...question,
    key: approvalKey(`${context.namespace}/${place}`, question.subject.value),
    member: context.member,
    ...silenceOf(asker),
  });
  await context.emit({
    type: 'approval',
    approval_id: decision.approvalId,
    about: question.about,
    state: decision.state,
    subject: question.subject,
    reason: decision.note ?? question.reason,
    decided_by: decision.decidedBy,
    expires_at: decision.expiresAt,
    ...(decision.decidedAt === null ? {} : { decided_at: decision.decidedAt }),
  });
  if (decision.state === 'pending') throw new RunWaits([decision.approvalId]);
  return decision;
}

function approvalKey(place: string, value: JsonValue): string {
  const seen = createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
  return shortKey(`${place}/${seen}`);
}

function silenceOf({ spec }: Ancestor): Silence {
  return (spec.kind === 'Agent' ? spec.silence : undefined) ?? defaultSilence;
}
