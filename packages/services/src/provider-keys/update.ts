import {
  type ProviderKeyView,
  providerKeyIdSchema,
  updateProviderKeyInputSchema,
} from '@agent-factory/contracts';
import {
  type ProviderKeyChange,
  type ProviderKeyRow,
  selectProviderKey,
  updateProviderKey as updateProviderKeyRow,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { providerKeyView } from './key-view.ts';
import { requireAccepted } from './require-accepted.ts';
import { placeOf, sealKey } from './seal-key.ts';

export const updateProviderKeyVerbInputSchema = updateProviderKeyInputSchema.safeExtend({
  id: providerKeyIdSchema,
});

/**
 * Renames, weighs, switches a key on or off, or puts a new secret in its place once the vendor has accepted it;
 * until then the old one stays in use. Errors: `not_found`, `invalid_input` for a secret that is refused.
 */
export async function updateProviderKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof updateProviderKeyVerbInputSchema>;
}): Promise<ProviderKeyView> {
  const { actor } = ctx;
  requireScope(actor, 'keys:write');
  const { id, label, weight, secret, enabled } = parseInput(updateProviderKeyVerbInputSchema, input);
  const { teamId } = actor;
  const key = await withTenant(ctx.db, actor, (tx) => selectProviderKey(tx, { id, teamId }));
  if (key === undefined) throw notFound('provider key');

  const rotated = secret === undefined ? {} : await rotate(ctx, key, secret);
  const change: ProviderKeyChange = { label, weight, ...rotated };
  if (enabled !== undefined) change.status = enabled ? 'active' : 'disabled';
  const row = await withTenant(ctx.db, actor, async (tx) => {
    const row = await updateProviderKeyRow(tx, { id, teamId, change });
    if (row === undefined) throw notFound('provider key');
    await recordAudit(tx, ctx, {
      action: 'provider_key.updated',
      target: { id, name: row.label },
      before: providerKeyView(key),
      after: providerKeyView(row),
    });
    return row;
  });
  ctx.secrets.opened.forget(teamId);
  return providerKeyView(row);
}

async function rotate(ctx: ServiceContext, key: ProviderKeyRow, secret: string): Promise<ProviderKeyChange> {
  const { id, vendor, baseUrl, weight } = key;
  const { vault } = ctx.secrets;
  await requireAccepted(ctx, { id, vendor, secret, weight, ...(baseUrl === null ? {} : { baseUrl }) });
  const at = new Date(ctx.clock.now());
  return {
    sealed: { at, ...sealKey(vault, placeOf(ctx.actor.teamId, id), secret) },
    tested: { at, error: null },
    ...(key.status === 'refused' ? { status: 'active' } : {}),
  };
}
