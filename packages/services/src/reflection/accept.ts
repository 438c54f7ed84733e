import { AppError, patchIdInputSchema, type SpecPatchView } from '@agent-factory/contracts';
import { decideSpecPatch, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { updateAgent } from '../agents/update.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { getPatch } from './get.ts';

/**
 * Makes a version of a patch that has won. Errors: `not_found`; `conflict` for one that has not won, or where the agent
 * has a newer version than the patch was tried against.
 */
export async function acceptPatch({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof patchIdInputSchema>;
}): Promise<SpecPatchView> {
  requireScope(ctx.actor, 'tests:write');
  requireScope(ctx.actor, 'agents:write');
  const { patch_id: id } = parseInput(patchIdInputSchema, input);
  const { teamId } = ctx.actor;
  const patch = await getPatch({ ctx, input });
  if (patch.status === 'accepted') return patch;
  if (patch.status !== 'won' || patch.spec === null) {
    throw new AppError(
      'conflict',
      'Only a patch that won on validation and passed the sealed check becomes a version.',
    );
  }
  // The same text twice makes no second version, so that a call that broke off here can be made again.
  const saved = await updateAgent({
    ctx,
    input: {
      id: patch.agent_id,
      spec: patch.spec,
      base_version: patch.version,
      message: `Patch ${id}: ${patch.rationale ?? ''}`.slice(0, 200),
    },
  });
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const decision = { status: 'accepted', version: saved.version } as const;
    if (!(await decideSpecPatch(tx, { id, teamId, from: ['won'], decision }))) return;
    await recordAudit(tx, ctx, {
      action: 'patch.accepted',
      target: { id, name: saved.name },
      after: { agent_id: patch.agent_id, version: saved.version },
    });
  });
  return getPatch({ ctx, input });
}
