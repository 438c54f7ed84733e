import type { ApiKeyId } from '@agent-factory/contracts';
import { type ApiKeyRow, selectApiKey, type Transaction } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import type { ServiceContext } from '../service-context.ts';

/** A key of the team that lives. Throws `not_found`, for one that is revoked or has expired too. */
export async function findLiveKey(tx: Transaction, ctx: ServiceContext, id: ApiKeyId): Promise<ApiKeyRow> {
  const key = await selectApiKey(tx, { id, teamId: ctx.actor.teamId });
  const expired = key?.expiresAt != null && key.expiresAt.getTime() <= ctx.clock.now();
  if (key === undefined || key.revokedAt !== null || expired) throw notFound('API key');
  return key;
}
