import { rotateTriggerInputSchema, type TriggerSecretView, triggerIdSchema } from '@agent-factory/contracts';
import { rotateTrigger as rotateTriggerRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readTrigger } from './read-trigger.ts';
import { hintOf, secretFor, triggerPlace } from './trigger-secret.ts';
import { triggerView } from './trigger-view.ts';

export const rotateTriggerVerbInputSchema = rotateTriggerInputSchema.safeExtend({ id: triggerIdSchema });

const hourMs = 3_600_000;

/**
 * A new secret, in the answer and never again; the present one stays good for `overlap_hours`, the one before it ends
 * now. Errors: `not_found`, `invalid_input` for a secret that the scheme cannot use.
 */
export async function rotateTrigger({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof rotateTriggerVerbInputSchema>;
}): Promise<TriggerSecretView> {
  const { actor } = ctx;
  requireScope(actor, 'runs:write');
  const { id, overlap_hours, secret: given } = parseInput(rotateTriggerVerbInputSchema, input);
  const { teamId } = actor;
  // As the caller, who may be a key for other agents.
  const { scheme, name } = await withTenant(ctx.db, actor, (tx) => readTrigger(tx, { id, teamId }));
  const secret = secretFor(scheme, given);
  const { vault } = ctx.secrets;
  const now = ctx.clock.now();
  const change = {
    envelope: vault.seal(secret, triggerPlace(teamId, id)),
    keyVersion: vault.currentKeyId,
    secretHint: hintOf(secret),
    oldUntil: overlap_hours === 0 ? null : new Date(now + overlap_hours * hourMs),
  };
  // Envelopes are the system's alone: the present one is kept without anybody having read it.
  const system = { type: 'system', teamId, reason: 'rotate_trigger' } as const;
  const row = await withTenant(ctx.db, system, async (tx) => {
    if (!(await rotateTriggerRow(tx, { id, teamId, secret: change }))) throw notFound('trigger');
    const after = { name, old_secret_until: change.oldUntil?.toISOString() ?? null };
    await recordAudit(tx, ctx, { action: 'trigger.secret_rotated', target: { id, name }, after });
    return readTrigger(tx, { id, teamId });
  });
  return { ...triggerView(row, now), secret };
}
