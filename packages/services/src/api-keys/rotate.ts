import { type ApiKeyCreated, apiKeyIdSchema, rotateApiKeyInputSchema } from '@agent-factory/contracts';
import { rotateApiKey as rotateApiKeyRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { findLiveKey } from './find.ts';
import { hintOf, makeKeyText } from './key-text.ts';
import { apiKeyView } from './key-view.ts';
import { requireNarrower } from './require-narrower.ts';

export const rotateApiKeyVerbInputSchema = rotateApiKeyInputSchema.extend({ id: apiKeyIdSchema });

/**
 * Gives a key a new secret, shown this once; everything else of it stays. The old secret stays good for the overlap,
 * one before it ends now. Errors: `not_found`, for a key that is revoked or has expired too; `forbidden` for a key
 * that may do more than the one that asks.
 */
export async function rotateApiKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof rotateApiKeyVerbInputSchema>;
}): Promise<ApiKeyCreated> {
  const { actor } = ctx;
  requireScope(actor, 'keys:write');
  const { id, overlap_seconds: overlapSeconds } = parseInput(rotateApiKeyVerbInputSchema, input);
  const secret = makeKeyText();
  return withTenant(ctx.db, actor, async (tx) => {
    const before = await findLiveKey(tx, ctx, id);
    const isItself = actor.type === 'apiKey' && actor.keyId === id;
    // Whoever rotates a key holds it.
    if (!isItself) await requireNarrower(tx, actor, before);
    const secretHash = ctx.secrets.hashApiKey(secret);
    if (!(await rotateApiKeyRow(tx, { id, secretHash, hint: hintOf(secret), overlapSeconds }))) {
      throw notFound('API key');
    }
    const after = apiKeyView(await findLiveKey(tx, ctx, id), actor);
    await recordAudit(tx, ctx, {
      action: 'key.rotated',
      target: { id, name: after.name },
      before: apiKeyView(before, actor),
      after,
    });
    return { ...after, secret };
  });
}
