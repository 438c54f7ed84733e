import { countPendingApprovals as countRows, withTenantOnce } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** A badge shows no more than two digits. */
const atMost = 100;

/** How many questions wait for an answer in the team, counted up to 100; for a badge that asks often. */
export async function countPendingApprovals({ ctx }: { ctx: ServiceContext }): Promise<{ pending: number }> {
  requireScope(ctx.actor, 'runs:read');
  const { teamId } = ctx.actor;
  return { pending: await withTenantOnce(ctx.db, ctx.actor, (tx) => countRows(tx, { teamId, atMost })) };
}
