import { invitationInputSchema } from '@agent-factory/contracts';
import { lockInvitation, revokeInvitation as revokeInvitationRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/** Takes an invitation back: its link opens nothing any more. Errors: `not_found`, for one that is closed too. */
export async function revokeInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof invitationInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'members:write');
  const { id } = parseInput(invitationInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await lockInvitation(tx, { teamId, id });
    if (before === undefined) throw notFound('invitation');
    await revokeInvitationRow(tx, { id, teamId, at: new Date(ctx.clock.now()) });
    const { email, role } = before;
    await recordAudit(tx, ctx, {
      action: 'invitation.revoked',
      target: { id, name: email },
      before: { email, role },
    });
  });
}
