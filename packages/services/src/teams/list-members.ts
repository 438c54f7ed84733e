import type { MemberView } from '@agent-factory/contracts';
import { listMembers as listMemberRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { memberView } from './member-view.ts';

/** More than any team has so far. */
const listed = 1_000;

/** Everyone in the caller's team, owners first. */
export async function listMembers({ ctx }: { ctx: ServiceContext }): Promise<{ items: MemberView[] }> {
  requireScope(ctx.actor, 'members:read');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listMemberRows(tx, { teamId: ctx.actor.teamId, limit: listed }),
  );
  return { items: rows.map(memberView) };
}
