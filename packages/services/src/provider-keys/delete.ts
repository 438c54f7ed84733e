import { deleteProviderKey as deleteProviderKeyRow, selectProviderKey, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { providerKeyView } from './key-view.ts';
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
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await selectProviderKey(tx, { id, teamId });
    const deleted = await deleteProviderKeyRow(tx, { id, teamId });
    if (before === undefined || !deleted) throw notFound('provider key');
    await recordAudit(tx, ctx, {
      action: 'provider_key.deleted',
      target: { id, name: before.label },
      before: providerKeyView(before),
    });
  });
  ctx.secrets.opened.forget(teamId);
}
