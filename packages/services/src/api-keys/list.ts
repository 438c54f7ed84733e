import type { ApiKeyView } from '@agent-factory/contracts';
import { listApiKeys as listApiKeyRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { apiKeyView } from './key-view.ts';

/** Twice the keys that can live at once, so that those revoked lately are seen too. */
const listed = 200;

/** The team's keys, newest first, revoked ones too. */
export async function listApiKeys({ ctx }: { ctx: ServiceContext }): Promise<{ items: ApiKeyView[] }> {
  requireScope(ctx.actor, 'keys:read');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listApiKeyRows(tx, { teamId: ctx.actor.teamId, limit: listed }),
  );
  return { items: rows.map((row) => apiKeyView(row, ctx.actor)) };
}
