import { type AuditActorsView, auditActionNames, auditActions } from '@agent-factory/contracts';
import { listAuditActors as listRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

const atMost = 200;

/** Everybody who stands in the team's log, gone or not, as they were called last; for choosing one. */
export async function listAuditActors({ ctx }: { ctx: ServiceContext }): Promise<AuditActorsView> {
  requireScope(ctx.actor, 'audit:read');
  const { teamId } = ctx.actor;
  const items = await withTenant(ctx.db, ctx.actor, (tx) => listRows(tx, { teamId, limit: atMost }));
  const actions = auditActionNames.map((action) => ({ action, says: auditActions[action].says }));
  return {
    actions,
    items: items.sort((one, other) => (one.name ?? one.id).localeCompare(other.name ?? other.id)),
  };
}
