import { withAuthService } from '@agent-factory/db';
import { spendRecoveryCode } from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError, isAuthError } from '../auth-error.ts';
import type { AuthSession } from '../auth-user.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { completeSession } from '../issue-session.ts';
import { countAttempt, forgiveAttempt, secondFactorLimits } from '../rate-limit.ts';
import { lockFactorSession } from './factor-session.ts';
import { raiseSession } from './raise-session.ts';
import { canonicalRecoveryCode } from './recovery-code.ts';

/**
 * Spends a recovery code in place of the app's: the session is aal2 from then on. Throws `mfa_verification_failed` for
 * a wrong, spent or missing code alike, `mfa_recovery_codes_locked` after too many of them.
 */
export async function verifyRecoveryCode({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal & { code: string; ip: string };
}): Promise<AuthSession> {
  const limits = secondFactorLimits(input.userId, input.ip);
  await countAttempt(ctx, limits).catch((error: unknown) => {
    if (!isAuthError(error) || error.code !== 'over_request_rate_limit') throw error;
    throw new AuthError('mfa_recovery_codes_locked', 'Too many failed attempts, try again later', {
      ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
    });
  });
  const issued = await withAuthService(ctx.db, async (tx) => {
    const { session, factors } = await lockFactorSession(tx, input);
    const set = factors.find(({ factor_type }) => factor_type === 'recovery_code');
    const hash = ctx.keyedHash('recovery_code', canonicalRecoveryCode(input.code));
    const at = new Date(ctx.clock.now());
    if (!set || !(await spendRecoveryCode(tx, { factorId: set.id, hash, at }))) {
      throw new AuthError('mfa_verification_failed', 'Invalid recovery code entered');
    }
    return raiseSession(tx, ctx, { session, factorId: set.id, method: 'mfa/recovery_code' });
  });
  await forgiveAttempt(ctx, limits);
  return completeSession(ctx, issued);
}
