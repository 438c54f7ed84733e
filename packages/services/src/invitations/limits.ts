import { AppError, type TeamId } from '@agent-factory/contracts';
import { countInvitationsSent, type Transaction } from '@agent-factory/db';

/** How many may wait at once in one team. */
export const openAtMost = 200;
/** Mails that one team causes in a day: enough for a company that moves in, few for who would rather send spam. */
const sentADay = 200;
/** Between two mails to the same address. */
export const resendAfterMs = 60_000;
const dayMs = 86_400_000;

/** Throws `rate_limited` for a team that has sent its invitations of a day. */
export async function requireRoomToSend(tx: Transaction, teamId: TeamId, now: number): Promise<void> {
  const sent = await countInvitationsSent(tx, { teamId, since: new Date(now - dayMs) });
  if (sent < sentADay) return;
  throw new AppError('rate_limited', `This team has sent ${sentADay} invitations today. Go on tomorrow.`, {
    retryAfterSeconds: 3_600,
  });
}
