import { patchIdInputSchema, type SpecPatchView } from '@agent-factory/contracts';
import { selectSpecPatch, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { patchView } from './patch-view.ts';

/** A patch, as far as it is. Errors: `not_found`. */
export async function getPatch({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof patchIdInputSchema>;
}): Promise<SpecPatchView> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { patch_id: id } = parseInput(patchIdInputSchema, input);
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, (tx) => selectSpecPatch(tx, { id, teamId }));
  if (row === undefined) throw notFound('patch');
  return patchView(row);
}
