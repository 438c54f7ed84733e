import type { TriggerId, TriggerView } from '@agent-factory/contracts';
import type { TriggerRow } from '@agent-factory/db';

/** Where calls of a trigger go. */
function hookPath(id: TriggerId): string {
  return `/v1/hooks/${id}`;
}

export function triggerView(row: TriggerRow, now: number): TriggerView {
  const { oldUntil, lastAt, lastVerdict } = row;
  return {
    id: row.id,
    agent_id: row.agentId,
    agent_name: row.agentName,
    name: row.name,
    scheme: row.scheme,
    mapping: row.mapping,
    enabled: row.enabled,
    rate_per_minute: row.ratePerMinute,
    path: hookPath(row.id),
    secret_hint: row.secretHint,
    old_secret_until: oldUntil !== null && oldUntil.getTime() > now ? oldUntil.toISOString() : null,
    last_delivery:
      lastAt === null || lastVerdict === null ? null : { at: lastAt.toISOString(), verdict: lastVerdict },
    created_at: row.createdAt.toISOString(),
  };
}
