import { AppError, discardPatchInputSchema, type SpecPatchView } from '@agent-factory/contracts';
import { decideSpecPatch, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { getPatch } from './get.ts';

const open = ['queued', 'working', 'won'] as const;

/**
 * Lets a patch go; the work on it stops at its next step, and a look at sealed cases that it had stays counted. One that
 * was discarded stays so. Errors: `not_found`; `conflict` for one that a version was made of.
 */
export async function discardPatch({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof discardPatchInputSchema>;
}): Promise<SpecPatchView> {
  requireScope(ctx.actor, 'tests:write');
  const { patch_id: id, reason } = parseInput(discardPatchInputSchema, input);
  const { teamId } = ctx.actor;
  const before = await getPatch({ ctx, input: { patch_id: id } });
  if (before.status === 'accepted') {
    throw new AppError('conflict', 'A version was made of this patch. Save another one to undo it.');
  }
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const said = reason ?? 'It was discarded by hand.';
    const decision = { status: 'discarded', code: 'by_hand', reason: said } as const;
    if (!(await decideSpecPatch(tx, { id, teamId, from: open, decision }))) return;
    const { agent_id } = before;
    await recordAudit(tx, ctx, { action: 'patch.discarded', target: { id }, before: { agent_id } });
  });
  return getPatch({ ctx, input: { patch_id: id } });
}
