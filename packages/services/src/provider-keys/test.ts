import { type ProviderKeyView, providerKeyIdSchema } from '@agent-factory/contracts';
import { selectProviderKey, updateProviderKey, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { providerKeyView } from './key-view.ts';
import { openKey } from './seal-key.ts';
import { selectSealed } from './select-sealed.ts';

export const providerKeyIdInputSchema = z.strictObject({ id: providerKeyIdSchema });

/**
 * Asks the vendor whether a stored key is still good and notes the answer: one that was refused is used again,
 * one that is refused now is not. A vendor that cannot be asked changes nothing, and a disabled key stays so.
 * Errors: `not_found`.
 */
export async function testProviderKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof providerKeyIdInputSchema>;
}): Promise<ProviderKeyView> {
  const { actor } = ctx;
  requireScope(actor, 'keys:write');
  const { id } = parseInput(providerKeyIdInputSchema, input);
  const { teamId } = actor;
  // As the caller first: whether there is such a key is the policies' to say.
  const key = await withTenant(ctx.db, actor, (tx) => selectProviderKey(tx, { id, teamId }));
  const sealed = key && (await selectSealed(ctx, teamId, id));
  if (key === undefined || sealed === undefined) throw notFound('provider key');
  const answer = await ctx.router.testKey(openKey(ctx.secrets.vault, teamId, sealed));

  const tested = { at: new Date(ctx.clock.now()), error: answer.ok ? null : answer.reason.slice(0, 500) };
  const known = answer.ok || answer.refused;
  const status = key.status === 'disabled' || !known ? undefined : answer.ok ? 'active' : 'refused';
  const row = await withTenant(ctx.db, actor, (tx) =>
    updateProviderKey(tx, { id, teamId, change: { tested, status } }),
  );
  if (row === undefined) throw notFound('provider key');
  ctx.secrets.opened.forget(teamId);
  return providerKeyView(row);
}
