import { type AuditDetails, type AuditEntryId, auditDetailsSchema } from '@agent-factory/contracts';
import { asStored } from '@agent-factory/db';
import { canonicalJson } from '@agent-factory/spec';

/** Fields of `before` and `after` that name people. */
const personal = new Set(['email', 'owner', 'owner_id']);

/** What is done to people is called by their names. */
const ofPeople = /^(member|invitation|account|person)\.|^team\.transferred$/;

/**
 * Details without people: who it was and from where, and every text with an @ in it, whoever it is of, so that another
 * person's erasure finds nothing left to take out. What changed otherwise stays.
 */
export function redactDetails(
  { action, details: stored }: { action: string; details: string },
  erasedBy: AuditEntryId,
): string {
  const details = auditDetailsSchema.parse(JSON.parse(stored));
  const redacted: AuditDetails = {
    actor_name: null,
    target_name: ofPeople.test(action) ? null : plain(details.target_name),
    address: null,
    user_agent: null,
    before: values(details.before),
    after: values(details.after),
    salt: details.salt,
    erased_by: erasedBy,
  };
  return canonicalJson(asStored(redacted));
}

function values(said: AuditDetails['before']): AuditDetails['before'] {
  if (said === null) return null;
  const kept = Object.entries(said).filter(([name]) => !personal.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutAddresses(value)]));
}

function withoutAddresses(value: NonNullable<AuditDetails['before']>[string]): typeof value {
  if (typeof value === 'string') return plain(value);
  return Array.isArray(value) ? value.map(withoutAddresses) : value;
}

function plain(text: string | null): string | null {
  return text?.includes('@') ? null : text;
}
