import { apiKeyIdSchema } from '@agent-factory/contracts';
import { revokeApiKey as revokeApiKeyRow, selectApiKey, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { apiKeyView } from './key-view.ts';

export const apiKeyIdInputSchema = z.strictObject({ id: apiKeyIdSchema });

/**
 * Ends a key for good. It reaches no row from now on, and is refused at the door once no process remembers it,
 * within 2 s. Errors: `not_found`, for one that is revoked already too.
 */
export async function revokeApiKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof apiKeyIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'keys:write');
  const { id } = parseInput(apiKeyIdInputSchema, input);
  const { actor } = ctx;
  await withTenant(ctx.db, actor, async (tx) => {
    const key = await selectApiKey(tx, { id, teamId: actor.teamId });
    const revoked = await revokeApiKeyRow(tx, { id, teamId: actor.teamId, at: new Date(ctx.clock.now()) });
    if (key === undefined || !revoked) throw notFound('API key');
    await recordAudit(tx, ctx, {
      action: 'key.revoked',
      target: { id, name: key.name },
      before: apiKeyView(key, actor),
    });
  });
}
