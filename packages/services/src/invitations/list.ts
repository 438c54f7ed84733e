import type { InvitationView } from '@agent-factory/contracts';
import { listInvitations as listInvitationRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { invitationView } from './invitation-view.ts';

/** All that can wait, and some that have ended. */
const listed = 300;

/** The team's invitations, newest first: those that wait, and those that ended within 30 days. */
export async function listInvitations({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<{ items: InvitationView[] }> {
  requireScope(ctx.actor, 'members:write');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listInvitationRows(tx, { teamId: ctx.actor.teamId, days: 30, limit: listed }),
  );
  return { items: rows.map(invitationView) };
}
