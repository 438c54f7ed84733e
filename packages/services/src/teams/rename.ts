import { renameTeamInputSchema, type TeamView } from '@agent-factory/contracts';
import { renameTeam as renameTeamRow, selectTeam, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { getTeam } from './get.ts';

/** Errors: `forbidden` for who is neither owner nor admin. */
export async function renameTeam({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof renameTeamInputSchema>;
}): Promise<TeamView> {
  requireScope(ctx.actor, 'members:write');
  const { name } = parseInput(renameTeamInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await selectTeam(tx, { teamId });
    if (before === undefined || !(await renameTeamRow(tx, { teamId, name }))) throw notFound('team');
    await recordAudit(tx, ctx, {
      action: 'team.renamed',
      target: { id: teamId, name },
      before: { name: before.name },
      after: { name },
    });
  });
  return getTeam({ ctx });
}
