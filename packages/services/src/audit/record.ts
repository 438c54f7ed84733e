import { createHash, randomBytes } from 'node:crypto';
import {
  type Actor,
  type AuditAction,
  type AuditDetails,
  type AuditEntry,
  type AuditEntryId,
  type AuditTargetOf,
  auditActions,
  newId,
  type TeamId,
} from '@agent-factory/contracts';
import { asStored, insertAuditEntry, type Transaction } from '@agent-factory/db';
import { canonicalJson } from '@agent-factory/spec';
import type { ServiceContext } from '../service-context.ts';
import { keptFields } from './kept-fields.ts';

export interface AuditedAct<A extends AuditAction> {
  action: A;
  target: {
    /** May be left out; then it is what the action is done to. */
    type?: AuditTargetOf<A>;
    id: string;
    /** What people call it. */
    name?: string | null;
  };
  /** What it was and what it became: any object; of it only the fields that the action's allow-list names are kept. */
  before?: Readonly<Record<string, unknown>> | null;
  after?: Readonly<Record<string, unknown>> | null;
  /** Where something else names the entry already. */
  id?: AuditEntryId;
  /** For an act in another team than the one that the caller has chosen; `tx` must be that team's, or `withUser`'s. */
  teamId?: TeamId;
}

/**
 * Writes a line into the team's audit log, in the transaction of the act itself: either both happen or neither. Call it
 * where the act is certain. A member who ends the own membership records that before it is gone. In a transaction of
 * the system, on behalf of a member, give `ctx` of the member: the log names who asked, not who wrote.
 */
export async function recordAudit<A extends AuditAction>(
  tx: Transaction,
  { actor, origin, clock }: Pick<ServiceContext, 'actor' | 'origin' | 'clock'>,
  act: AuditedAct<A>,
): Promise<void> {
  const now = clock.now();
  const teamId = act.teamId ?? actor.teamId;
  const details = canonicalJson(
    asStored<AuditDetails>({
      actor_name: cut(nameOf(actor), 200),
      target_name: cut(act.target.name ?? null, 200),
      address: cut(origin.address, 100),
      user_agent: cut(origin.userAgent, 300),
      before: keptFields(act.action, act.before),
      after: keptFields(act.action, act.after),
      salt: randomBytes(16).toString('base64url'),
    }),
  );
  const entry: AuditEntry = {
    id: act.id ?? newId('auditEntry', now),
    team_id: teamId,
    at: new Date(now).toISOString(),
    action: act.action,
    actor: idOf(actor),
    target: { type: act.target.type ?? auditActions[act.action].target, id: cut(act.target.id, 300) ?? '' },
    request_id: cut(origin.requestId, 200),
    details_sha256: createHash('sha256').update(details).digest('hex'),
  };
  await insertAuditEntry(tx, {
    id: entry.id,
    teamId,
    entry: canonicalJson(asStored(entry)),
    details,
    createdAt: new Date(now),
  });
}

function idOf(actor: Actor): AuditEntry['actor'] {
  switch (actor.type) {
    case 'user':
      return { type: 'user', id: actor.userId };
    case 'apiKey':
      return { type: 'api_key', id: actor.keyId };
    case 'system':
      return { type: 'system', id: actor.reason };
  }
}

function nameOf(actor: Actor): string | null {
  switch (actor.type) {
    case 'user':
      return actor.email;
    case 'apiKey':
      return actor.name;
    case 'system':
      return null;
  }
}

function cut(text: string | null, length: number): string | null {
  return text === null ? null : text.slice(0, length);
}
