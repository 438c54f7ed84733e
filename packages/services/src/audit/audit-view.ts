import {
  type AuditEntryView,
  type AuditLink,
  auditActions,
  auditDetailsSchema,
  auditEntrySchema,
} from '@agent-factory/contracts';
import type { AuditRow } from '@agent-factory/db';

/** A line as people and programs read it. */
export function auditEntryView(row: AuditRow): AuditEntryView {
  const { entry, details } = auditLink(row);
  return {
    id: entry.id,
    seq: row.seq,
    at: entry.at,
    action: entry.action,
    says: wordsOf(entry.action),
    actor: { ...entry.actor, name: details.actor_name },
    target: { ...entry.target, name: details.target_name },
    address: details.address,
    user_agent: details.user_agent,
    request_id: entry.request_id,
    before: details.before,
    after: details.after,
    hash: row.hash,
  };
}

/** An action that is not on the list any more is said by its name. */
function wordsOf(action: string): string {
  const rules: Readonly<Record<string, { says: string } | undefined>> = auditActions;
  return rules[action]?.says ?? action;
}

/** Throws for a row that no process of ours can have written. */
function auditLink({ seq, prev, hash, entry, details }: AuditRow): AuditLink {
  return {
    seq,
    prev,
    hash,
    entry: auditEntrySchema.parse(JSON.parse(entry)),
    details: auditDetailsSchema.parse(JSON.parse(details)),
  };
}
