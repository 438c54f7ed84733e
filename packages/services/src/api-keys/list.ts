import type { ApiKeyView, RequestRateView } from '@agent-factory/contracts';
import { listApiKeys as listApiKeyRows, withTenantOnce } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import { requestRateOf } from '../rate-limits/count-request.ts';
import type { ServiceContext } from '../service-context.ts';
import { apiKeyView } from './key-view.ts';

/** Twice the keys that can live at once, so that those revoked lately are seen too. */
const listed = 200;

/** The team's keys, newest first, revoked ones too, and how many requests a minute each may make. */
export async function listApiKeys({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<{ items: ApiKeyView[]; rate: RequestRateView }> {
  requireScope(ctx.actor, 'keys:read');
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    listApiKeyRows(tx, { teamId: ctx.actor.teamId, limit: listed }),
  );
  const { plan, requestsPerMinute, raised } = await requestRateOf(ctx, ctx.actor.teamId);
  return {
    rate: { plan, requests_per_minute: requestsPerMinute, raised },
    items: rows.map((row) => apiKeyView(row, ctx.actor)),
  };
}
