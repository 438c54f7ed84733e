import { withAuthService } from '@agent-factory/db';
import {
  deleteChallenge,
  deleteFactors,
  findChallenge,
  verifyFactor as verifyFactorRow,
} from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import type { AuthSession } from '../auth-user.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { completeSession, type IssuedSession } from '../issue-session.ts';
import { countAttempt, forgiveAttempt, secondFactorLimits } from '../rate-limit.ts';
import { openFactor } from './factor-seal.ts';
import { isVerifiedTotp, lockFactorSession, totpFactorOf } from './factor-session.ts';
import { raiseSession } from './raise-session.ts';
import { stepOfCode } from './totp.ts';

/**
 * Answers a challenge with the app's code: the session is aal2 from then on, and the factor counts if it did not yet.
 * Each code serves once. Throws `mfa_challenge_expired`, `mfa_verification_failed`, `mfa_factor_not_found`,
 * `over_request_rate_limit`; `insufficient_aal` for a second app that is confirmed without the first one.
 */
export async function verifyFactor({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal & { factorId: string; challengeId: string; code: string; ip: string };
}): Promise<AuthSession> {
  const limits = secondFactorLimits(input.userId, input.ip);
  await countAttempt(ctx, limits);
  const now = ctx.clock.now();
  const done = await withAuthService(ctx.db, async (tx): Promise<IssuedSession | AuthError> => {
    const { session, factors } = await lockFactorSession(tx, input);
    const factor = totpFactorOf(factors, input.factorId);
    if (factor.status === 'unverified' && factors.some(isVerifiedTotp) && session.aal !== 'aal2') {
      return new AuthError('insufficient_aal', 'AAL2 required to enroll a new factor');
    }
    const challenge = await findChallenge(tx, { id: input.challengeId, factorId: factor.id });
    if (!challenge) {
      return new AuthError('mfa_factor_not_found', 'MFA factor with the provided challenge ID not found');
    }
    if (challenge.expires_at.getTime() <= now) {
      await deleteChallenge(tx, challenge.id);
      return new AuthError(
        'mfa_challenge_expired',
        `MFA challenge ${challenge.id} has expired, verify against another challenge or create a new challenge.`,
      );
    }
    const secret = openFactor(ctx.factorKey, factor.id, factor.sealed_secret);
    const step = stepOfCode(secret, input.code, { now, lastStep: factor.last_step });
    if (step === null) return new AuthError('mfa_verification_failed', 'Invalid TOTP code entered');

    await deleteChallenge(tx, challenge.id);
    await verifyFactorRow(tx, factor.id, { step, at: new Date(now) });
    // Enrolments that were begun beside this one and never finished.
    const unfinished = factors.filter(({ id, status }) => status === 'unverified' && id !== factor.id);
    await deleteFactors(
      tx,
      input.userId,
      unfinished.map(({ id }) => id),
    );
    return raiseSession(tx, ctx, { session, factorId: factor.id, method: 'totp' });
  });
  // Thrown outside, so that what was written on the way to a refusal stays.
  if (done instanceof AuthError) throw done;
  await forgiveAttempt(ctx, limits);
  return completeSession(ctx, done);
}
