import { AppError, acceptInvitationInputSchema, type TeamId, type TeamRole } from '@agent-factory/contracts';
import {
  type AcceptedInvitation,
  acceptInvitation as acceptInvitationRow,
  withUser,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';
import { hashInvitationToken } from './token.ts';

/**
 * Makes the caller a member, once, by the token of a link or by the id of one that waits for their proven address. Who is
 * a member already keeps the role. Errors: `not_found`, `forbidden` for one that is meant for another address,
 * `conflict` for one that was used, revoked or has run out.
 */
export async function acceptInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof acceptInvitationInputSchema>;
}): Promise<{ team_id: TeamId; role: TeamRole }> {
  const { userId, email: ownEmail } = requirePerson(ctx.actor);
  const by = parseInput(acceptInvitationInputSchema, input);
  const key = 'token' in by ? { tokenHash: hashInvitationToken(by.token) } : { id: by.id };
  const accepted = await withUser(ctx.db, userId, async (tx) => {
    const accepted = await acceptInvitationRow(tx, key);
    if (accepted.outcome !== 'joined') return accepted;
    const { teamId, role, email } = accepted;
    await recordAudit(tx, ctx, {
      action: 'member.joined',
      target: { id: userId, name: email },
      after: { role, email },
      teamId,
    });
    await publishEvent(tx, { teamId, type: 'member.joined', data: { user_id: userId, email, role } });
    return accepted;
  });
  if (accepted.outcome !== 'joined') throw refusalOf(accepted, ownEmail);
  return { team_id: accepted.teamId, role: accepted.role };
}

function refusalOf(
  accepted: Exclude<AcceptedInvitation, { outcome: 'joined' }>,
  ownEmail: string | null,
): AppError {
  switch (accepted.outcome) {
    case 'none':
      return notFound('invitation');
    case 'other_address':
      return new AppError(
        'forbidden',
        `This invitation is for ${accepted.email}, and you are signed in as ${ownEmail ?? 'somebody else'}. Sign in with that address, or ask for an invitation to yours.`,
      );
    case 'closed':
      return new AppError('conflict', 'This invitation was used or taken back. Ask for another one.');
    case 'expired':
      return new AppError('conflict', 'This invitation has run out. Ask for it to be sent again.');
  }
}
