import type { Actor, AuditFault } from '@agent-factory/contracts';
import { type AuditHead, type Database, selectAuditHead, withTenant } from '@agent-factory/db';
import { auditFilter } from './audit-filter.ts';
import { createChainCheck } from './chain-check.ts';
import { readChain } from './read-chain.ts';

/**
 * Goes along the whole chain of the actor's team as the database has it. `known` is where it ended once, as an export
 * said: what was before that must be as it was then.
 */
export async function checkChain(
  db: Database,
  actor: Actor,
  known: AuditHead | null = null,
): Promise<{ entries: number; hash: string; fault: AuditFault | null }> {
  const { teamId } = actor;
  const { lastSeq, ...head } = await withTenant(db, actor, (tx) => selectAuditHead(tx, { teamId }));
  const check = createChainCheck();
  let seen = known === null || known.seq === 0;
  let changed: AuditFault | null = null;
  for await (const rows of readChain(db, actor, auditFilter(teamId, {}), head.seq)) {
    if (rows.some((row) => check.add(row) !== null)) break;
    const then = rows.find((row) => row.seq === known?.seq);
    if (then === undefined || known === null) continue;
    seen = true;
    if (then.hash !== known.hash) {
      changed = {
        kind: 'edited',
        seq: known.seq,
        says: `Entry ${known.seq} or one before it is not what was exported.`,
      };
      break;
    }
  }
  const ended = check.end(head);
  if (changed !== null) return { ...ended, fault: changed };
  if (ended.fault === null && lastSeq > head.seq) {
    return {
      ...ended,
      fault: { kind: 'head', seq: head.seq, says: 'The log goes on beyond where it is known to end.' },
    };
  }
  if (ended.fault === null && !seen) {
    const says = `The log ends at entry ${head.seq}; when it was exported it had ${known?.seq}.`;
    return { ...ended, fault: { kind: 'truncated', seq: head.seq + 1, says } };
  }
  return ended;
}
