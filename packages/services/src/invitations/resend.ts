import {
  AppError,
  type InvitationSent,
  invitationDays,
  invitationInputSchema,
} from '@agent-factory/contracts';
import { lockInvitation, renewInvitation, selectTeam, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireRoomToSend, resendAfterMs } from './limits.ts';
import { invitationLink, sendInvitation } from './send.ts';
import { hashInvitationToken, makeInvitationToken } from './token.ts';

/**
 * Mails an invitation again, with another link and 7 more days; the link before it ends. Errors: `not_found` for one
 * that is closed, `rate_limited` within a minute of the last mail.
 */
export async function resendInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof invitationInputSchema>;
}): Promise<InvitationSent> {
  const person = requirePerson(ctx.actor);
  requireScope(person, 'members:write');
  const { id } = parseInput(invitationInputSchema, input);
  const { teamId } = person;
  const token = makeInvitationToken();
  const link = invitationLink(ctx, token);
  const now = ctx.clock.now();
  const { row, teamName } = await withTenant(ctx.db, person, async (tx) => {
    const before = await lockInvitation(tx, { teamId, id });
    const team = await selectTeam(tx, { teamId });
    if (before === undefined || team === undefined) throw notFound('invitation');
    const waitMs = before.sentAt.getTime() + resendAfterMs - now;
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      throw new AppError('rate_limited', `It was sent a moment ago. Send it again in ${seconds} s.`, {
        retryAfterSeconds: seconds,
      });
    }
    await requireRoomToSend(tx, teamId, now);
    const expiresAt = new Date(now + invitationDays * 86_400_000);
    const { email, role } = before;
    await renewInvitation(tx, {
      id,
      teamId,
      role,
      tokenHash: hashInvitationToken(token),
      at: new Date(now),
      expiresAt,
    });
    await recordAudit(tx, ctx, {
      action: 'invitation.resent',
      target: { id, name: email },
      after: { email, role, expires_at: expiresAt.toISOString() },
    });
    const row = { ...before, state: 'open' as const, sentAt: new Date(now), expiresAt };
    return { row, teamName: team.name };
  });
  return sendInvitation(ctx, row, { link, teamName });
}
