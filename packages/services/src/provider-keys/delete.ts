import { deleteProviderKey as deleteProviderKeyRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { providerKeyIdInputSchema } from './test.ts';

/** Deletes a key, envelope and all; no process uses it 3 s later. Errors: `not_found`. */
export async function deleteProviderKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof providerKeyIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'keys:write');
  const { id } = parseInput(providerKeyIdInputSchema, input);
  const { teamId } = ctx.actor;
  const deleted = await withTenant(ctx.db, ctx.actor, (tx) => deleteProviderKeyRow(tx, { id, teamId }));
  if (!deleted) throw notFound('provider key');
  ctx.secrets.opened.forget(teamId);
}
