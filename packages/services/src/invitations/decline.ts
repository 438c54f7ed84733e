import { invitationInputSchema } from '@agent-factory/contracts';
import { declineInvitation as declineInvitationRow, withUser } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';

/** Says no to an invitation that waits for the caller's proven address. Errors: `not_found`. */
export async function declineInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof invitationInputSchema>;
}): Promise<void> {
  const { userId } = requirePerson(ctx.actor);
  const { id } = parseInput(invitationInputSchema, input);
  // The list of invitations tells the team; the person is no member whose act its log could name.
  const team = await withUser(ctx.db, userId, (tx) => declineInvitationRow(tx, { id }));
  if (team === undefined) throw notFound('invitation');
}
