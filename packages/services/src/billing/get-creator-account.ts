import type { CreatorAccountView } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { selectCreatorAccount } from '@agent-factory/db/billing';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** Whether the team can be paid for what it sells, and what Stripe still wants for it. */
export async function getCreatorAccount({ ctx }: { ctx: ServiceContext }): Promise<CreatorAccountView> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const account = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectCreatorAccount(tx, { creatorTeamId: ctx.actor.teamId }),
  );
  const ready = account?.transfersEnabled === true && account.payoutsEnabled;
  return {
    status: account === undefined ? 'none' : ready ? 'ready' : 'incomplete',
    country: account?.country ?? null,
    transfers_enabled: account?.transfersEnabled ?? false,
    payouts_enabled: account?.payoutsEnabled ?? false,
    requirements: account?.requirements ?? [],
  };
}
