import { AppError, type DeletedTeam, deleteTeamInputSchema } from '@agent-factory/contracts';
import { selectTeam, shutTeam, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { requireTypedName } from '../access/require-typed-name.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/** For how long an owner can have a deleted team back. */
const graceDays = 30;

/**
 * Shuts the caller's team for everyone at once, keys included; its runs are stopped within a heartbeat of the worker,
 * and after 30 days all of it is erased (`closeShutTeams`). Errors: `forbidden` for who is no owner, `invalid_input`
 * for a name that was not typed as it is, `conflict` for a personal team.
 */
export async function deleteTeam({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof deleteTeamInputSchema>;
}): Promise<DeletedTeam> {
  requireScope(ctx.actor, 'team:own');
  const { confirm_name } = parseInput(deleteTeamInputSchema, input);
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const team = await selectTeam(tx, { teamId });
    if (team === undefined) throw notFound('team');
    requireTypedName(confirm_name, team.name);
    if (team.personal) {
      throw new AppError('conflict', 'A personal team goes with its account and cannot be deleted alone.');
    }
    const now = ctx.clock.now();
    await recordAudit(tx, ctx, {
      action: 'team.deleted',
      target: { id: teamId, name: team.name },
      before: { name: team.name },
      after: { erase_at: new Date(now + graceDays * 86_400_000).toISOString() },
    });
    const eraseAfter = await shutTeam(tx, { graceDays });
    if (eraseAfter === undefined) throw notFound('team');
    return {
      id: teamId,
      name: team.name,
      deleted_at: new Date(now).toISOString(),
      erased_after: eraseAfter.toISOString(),
    };
  });
}
