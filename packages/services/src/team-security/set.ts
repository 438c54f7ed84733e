import { AppError, setTeamSecurityInputSchema, type TeamSecurityView } from '@agent-factory/contracts';
import { deleteTeamSecurity, putTeamSecurity, selectTeamSecurity, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

const dayMs = 86_400_000;

/**
 * An owner asks a second factor of the team's members, after some days of grace, or no longer. Asking again keeps the
 * day that was announced unless the new one is earlier. Counts within 2 s. Nobody is locked out for good: who is turned
 * away can still set up a factor and come back.
 */
export async function setTeamSecurity({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof setTeamSecurityInputSchema>;
}): Promise<TeamSecurityView> {
  requireScope(ctx.actor, 'team:own');
  const { second_factor, grace_days } = parseInput(setTeamSecurityInputSchema, input);
  const { actor, db, clock } = ctx;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only an owner of the team may decide this.');
  const { teamId } = actor;
  const at = new Date(clock.now());
  return withTenant(db, actor, async (tx) => {
    const before = (await selectTeamSecurity(tx, { teamId }))?.second_factor_from ?? null;
    const wanted = new Date(at.getTime() + grace_days * dayMs);
    const from = second_factor === 'optional' ? null : before !== null && before < wanted ? before : wanted;
    if (from === null) await deleteTeamSecurity(tx, { teamId });
    else await putTeamSecurity(tx, { teamId, from, setBy: actor.userId, at });
    const after = viewOf(from);
    await recordAudit(tx, ctx, {
      action: 'team.security_changed',
      target: { id: teamId },
      before: viewOf(before),
      after,
    });
    return after;
  });
}

function viewOf(from: Date | null): TeamSecurityView {
  return { second_factor_from: from?.toISOString() ?? null };
}
