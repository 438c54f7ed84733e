import type { AuditVerdict } from '@agent-factory/contracts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { checkChain } from './check-chain.ts';

/** Goes along the team's whole chain and says whether anything in it was changed, removed, moved or cut off. */
export async function verifyAuditLog({ ctx }: { ctx: ServiceContext }): Promise<AuditVerdict> {
  requireScope(ctx.actor, 'audit:read');
  const { entries, hash, fault } = await checkChain(ctx.db, ctx.actor);
  const checkedAt = new Date(ctx.clock.now());
  return { intact: fault === null, entries, hash, fault, checked_at: checkedAt.toISOString() };
}
