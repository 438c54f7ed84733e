import {
  AppError,
  type InvitationSent,
  type InviteInput,
  invitationDays,
  inviteInputSchema,
  newId,
} from '@agent-factory/contracts';
import {
  type InvitationRow,
  insertInvitation,
  lockInvitation,
  memberHasAddress,
  renewInvitation,
  selectProfile,
  selectTeam,
  violatesConstraint,
  violatesPolicy,
  withTenant,
} from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { outranked } from '../teams/refuse-in-words.ts';
import { openAtMost, requireRoomToSend } from './limits.ts';
import { invitationLink, sendInvitation } from './send.ts';
import { hashInvitationToken, makeInvitationToken } from './token.ts';

/**
 * Invites an address into the caller's team for 7 days and mails the link, which the answer shows this once. Errors:
 * `conflict` for who is a member or invited already, `limit_exceeded` at 200 that wait, `rate_limited` at 200 a day.
 */
export async function invite({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: InviteInput;
}): Promise<InvitationSent> {
  const person = requirePerson(ctx.actor);
  requireScope(person, 'members:write');
  const { email, role } = parseInput(inviteInputSchema, input);
  const { teamId, userId } = person;
  const token = makeInvitationToken();
  const link = invitationLink(ctx, token);
  const now = ctx.clock.now();
  const fresh = {
    tokenHash: hashInvitationToken(token),
    role,
    expiresAt: new Date(now + invitationDays * 86_400_000),
    at: new Date(now),
  };

  const sent = withTenant(ctx.db, person, async (tx) => {
    const team = await selectTeam(tx, { teamId });
    if (team === undefined) throw notFound('team');
    if (await memberHasAddress(tx, { teamId, email })) {
      throw new AppError('conflict', `${email} is a member of this team already.`);
    }
    await requireRoomToSend(tx, teamId, now);
    const before = await lockInvitation(tx, { teamId, email });
    if (before?.state === 'open') throw alreadyInvited(email);
    const id = before?.id ?? newId('invitation', now);
    // One that has run out makes way for the new one.
    const written = before
      ? await renewInvitation(tx, { id, teamId, ...fresh })
      : await insertInvitation(tx, { id, teamId, email, invitedBy: userId, atMost: openAtMost, ...fresh });
    if (!written) {
      throw new AppError('limit_exceeded', `${openAtMost} invitations of this team wait. Revoke some first.`);
    }
    const expires_at = fresh.expiresAt.toISOString();
    await recordAudit(tx, ctx, {
      action: 'invitation.sent',
      target: { id, name: email },
      after: { email, role, expires_at },
    });
    const inviter = await selectProfile(tx, userId);
    const row: InvitationRow = {
      id,
      email,
      role,
      state: 'open',
      invitedBy: inviter?.name ?? person.email,
      createdAt: before?.createdAt ?? fresh.at,
      sentAt: fresh.at,
      expiresAt: fresh.expiresAt,
    };
    return { row, teamName: team.name };
  });
  const { row, teamName } = await sent.catch((error: unknown) => {
    // Two who invite the same address at the same moment; one whose role is lower than this process remembers.
    if (violatesConstraint(error, 'invitations_open')) throw alreadyInvited(email);
    throw violatesPolicy(error) ? outranked() : error;
  });
  return sendInvitation(ctx, row, { link, teamName });
}

function alreadyInvited(email: string): AppError {
  return new AppError(
    'conflict',
    `${email} is invited already. Send that invitation again, or revoke it first.`,
  );
}
