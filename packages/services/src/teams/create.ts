import {
  AppError,
  type CreateTeamInput,
  createTeamInputSchema,
  newId,
  type TeamId,
} from '@agent-factory/contracts';
import { createTeam as createTeamRow, withUser } from '@agent-factory/db';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/** How many teams one person may own, deleted ones that are not erased yet among them. */
const ownedAtMost = 20;

/** Makes a team that the caller owns. Errors: `limit_exceeded` for who owns 20. */
export async function createTeam({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateTeamInput;
}): Promise<{ id: TeamId; name: string }> {
  const { userId } = requirePerson(ctx.actor);
  const { name } = parseInput(createTeamInputSchema, input);
  const id = newId('team', ctx.clock.now());
  const made = await withUser(ctx.db, userId, async (tx) => {
    if (!(await createTeamRow(tx, { id, name, atMost: ownedAtMost }))) return false;
    await recordAudit(tx, ctx, { action: 'team.created', target: { id, name }, after: { name }, teamId: id });
    return true;
  });
  if (!made) {
    throw new AppError(
      'limit_exceeded',
      `You own ${ownedAtMost} teams, which is the most. Delete or hand over one.`,
    );
  }
  return { id, name };
}
