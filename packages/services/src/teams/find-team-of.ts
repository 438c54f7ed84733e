import type { TeamId } from '@agent-factory/contracts';
import { listMemberships, teamOf, withUser } from '@agent-factory/db';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';

export const findTeamOfInputSchema = z.strictObject({
  /** Of an agent, run, thread, approval or document. */
  id: z.string().max(40),
});

/**
 * In which of the caller's teams a thing is, so that an address of one team can be followed from another. Null for
 * what does not exist and for what is in no team of theirs, which tells the two apart for nobody.
 */
export async function findTeamOf({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof findTeamOfInputSchema>;
}): Promise<{ team: { id: TeamId; name: string } | null }> {
  const { userId } = requirePerson(ctx.actor);
  const { id } = parseInput(findTeamOfInputSchema, input);
  return withUser(ctx.db, userId, async (tx) => {
    const teamId = await teamOf(tx, { id });
    const found = (await listMemberships(tx, userId)).find((team) => team.id === teamId);
    return { team: found === undefined ? null : { id: found.id, name: found.name } };
  });
}
