import { newId, type TeamId } from '@agent-factory/contracts';
import {
  listTraces,
  noteErasureStep,
  redactAuditEntry,
  type StepCounts,
  withErasure,
} from '@agent-factory/db/privacy';
import { recordAudit } from '../audit/record.ts';
import { createRedactionDigest } from '../audit/redactions.ts';
import { noOrigin, type Services } from '../service-context.ts';
import type { AccountErasure } from './account-erasure.ts';
import { redactDetails } from './redact-details.ts';

const batch = 500;

/**
 * Takes the person out of the log of a team that lives on, in one transaction: the details of what they did and of what
 * was done to them lose everybody's name, and one more entry answers for what is left of those (docs/decisions/0325).
 */
export async function eraseTraces(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { id: erasureId, userId }: AccountErasure,
  teamId: TeamId,
): Promise<void> {
  const entryId = newId('auditEntry', clock.now());
  await withErasure(db, { userId, teamId }, async (tx) => {
    const digest = createRedactionDigest();
    for (let afterSeq = 0; ; ) {
      const rows = await listTraces(tx, { afterSeq, limit: batch });
      for (const row of rows) {
        const details = redactDetails(row, entryId);
        if (await redactAuditEntry(tx, { id: row.id, details })) digest.add(row.id, details);
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      afterSeq = last.seq;
    }
    const after = digest.sum();
    if (after.entries === 0) return;
    const actor = { type: 'system', teamId, reason: 'account_erased' } as const;
    const ctx = { actor, clock, origin: noOrigin };
    await recordAudit(tx, ctx, {
      id: entryId,
      action: 'person.erased',
      target: { id: userId },
      after: { ...after },
    });
    const counts: StepCounts = { 'public.audit_entries.details': after.entries };
    await noteErasureStep(tx, { id: erasureId, step: `log ${entryId}`, counts });
  });
}
