import { type KeyVendor, keyVendors, type ProviderKeyView } from '@agent-factory/contracts';
import { listProviderKeys as listProviderKeyRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { providerKeyView } from './key-view.ts';

/** More than a team can have. */
const listed = 100;

/** The team's own keys, newest first, and the vendors whose keys it could bring. */
export async function listProviderKeys({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<{ items: ProviderKeyView[]; vendors: KeyVendor[] }> {
  requireScope(ctx.actor, 'keys:read');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listProviderKeyRows(tx, { teamId: ctx.actor.teamId, limit: listed }),
  );
  return { items: rows.map(providerKeyView), vendors: [...keyVendors] };
}
