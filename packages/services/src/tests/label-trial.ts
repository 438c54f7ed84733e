import { labelTrialInputSchema, newId, type TrialId } from '@agent-factory/contracts';
import { labelTrial as labelRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/** What a person says of a trial, which judges are measured against; a second opinion replaces the first. Errors: `not_found`. */
export async function labelTrial({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof labelTrialInputSchema>;
}): Promise<{ trial_id: TrialId; label: 'pass' | 'fail' }> {
  const { actor } = ctx;
  requireScope(actor, 'tests:write');
  const { trial_id: trialId, label, criterion, note } = parseInput(labelTrialInputSchema, input);
  const { teamId } = actor;
  await withTenant(ctx.db, actor, async (tx) => {
    const id = newId('trialLabel', ctx.clock.now());
    const labelledBy = actor.type === 'user' ? actor.userId : null;
    const row = { id, teamId, trialId, criterion, label, note: note ?? null, labelledBy };
    const trial = await labelRow(tx, row);
    if (trial === undefined) throw notFound('trial');
    const after = { label, criterion, test_id: trial.testId };
    await recordAudit(tx, ctx, { action: 'trial.labelled', target: { id: trialId }, after });
  });
  return { trial_id: trialId, label };
}
