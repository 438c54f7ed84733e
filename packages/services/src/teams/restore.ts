import { teamIdSchema } from '@agent-factory/contracts';
import { reopenTeam, withUser } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

export const restoreTeamInputSchema = z.strictObject({ id: teamIdSchema });

/** Opens a deleted team again, as it was. Errors: `not_found` for one that the caller does not own or that is gone. */
export async function restoreTeam({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof restoreTeamInputSchema>;
}): Promise<void> {
  const { userId } = requirePerson(ctx.actor);
  const { id } = parseInput(restoreTeamInputSchema, input);
  const opened = await withUser(ctx.db, userId, async (tx) => {
    if (!(await reopenTeam(tx, { id }))) return false;
    await recordAudit(tx, ctx, { action: 'team.restored', target: { id }, teamId: id });
    return true;
  });
  if (!opened) throw notFound('team');
}
