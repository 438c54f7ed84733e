import {
  type ApiKeyView,
  AppError,
  apiKeyIdSchema,
  updateApiKeyInputSchema,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import { type ApiKeyRow, updateApiKey as updateApiKeyRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { findLiveKey } from './find.ts';
import { canonicalRanges } from './ip-range.ts';
import { apiKeyView } from './key-view.ts';
import { requireNarrower } from './require-narrower.ts';

export const updateApiKeyVerbInputSchema = updateApiKeyInputSchema.extend({ id: apiKeyIdSchema });
type Change = Omit<z.output<typeof updateApiKeyVerbInputSchema>, 'id'>;

/**
 * Changes how a key is called, how long it lives, what it may spend and where it may be used from; ends the overlap of
 * a rotation. Counts within 5 s everywhere. Errors: `not_found`, for one that is revoked or has expired too;
 * `forbidden` when an API key asks and the other were wider than itself, before or after.
 */
export async function updateApiKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof updateApiKeyVerbInputSchema>;
}): Promise<ApiKeyView> {
  const { actor } = ctx;
  requireScope(actor, 'keys:write');
  const { id, ...change } = parseInput(updateApiKeyVerbInputSchema, input);
  const now = new Date(ctx.clock.now());
  return withTenant(ctx.db, actor, async (tx) => {
    const before = await findLiveKey(tx, ctx, id);
    const wanted = changed(before, change);
    if (wanted.expiresAt !== null && wanted.expiresAt <= now) {
      throw new AppError('invalid_input', 'expires_at: must lie in the future; to end a key now, revoke it.');
    }
    await requireNarrower(tx, actor, before);
    await requireNarrower(tx, actor, wanted);
    const previousUntil = change.end_overlap === true ? now : null;
    if (!(await updateApiKeyRow(tx, { ...wanted, id, teamId: actor.teamId, previousUntil }))) {
      throw notFound('API key');
    }
    const after = apiKeyView(await findLiveKey(tx, ctx, id), actor);
    await recordAudit(tx, ctx, {
      action: 'key.updated',
      target: { id, name: after.name },
      before: apiKeyView(before, actor),
      after,
    });
    return after;
  });
}

function changed(key: ApiKeyRow, change: Change) {
  const { name, expires_at, budget_usd, ip_allow, agent_version } = change;
  return {
    scopes: key.scopes,
    agentIds: key.agentIds,
    name: name ?? key.name,
    expiresAt: expires_at === undefined ? key.expiresAt : expires_at === null ? null : new Date(expires_at),
    budgetNanoUsd:
      budget_usd === undefined ? key.budgetNanoUsd : budget_usd === null ? null : usdToNanoUsd(budget_usd),
    ipAllow: ip_allow === undefined ? key.ipAllow : canonicalRanges(ip_allow),
    agentVersion: agent_version === undefined ? key.agentVersion : agent_version,
  };
}
