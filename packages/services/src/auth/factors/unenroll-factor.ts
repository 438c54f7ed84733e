import { withAuthService } from '@agent-factory/db';
import { deleteFactors, lowerSessions } from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { isVerifiedTotp, lockFactorSession, requireAal2, totpFactorOf } from './factor-session.ts';

/**
 * Removes an authenticator app; one that counts only by a session that showed two factors. Sessions that it raised are
 * aal1 again. With the last app the recovery codes go too: they are no factor by themselves. Throws
 * `insufficient_aal`, `mfa_factor_not_found`.
 */
export async function unenrollFactor({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal & { factorId: string };
}): Promise<void> {
  await withAuthService(ctx.db, async (tx) => {
    const held = await lockFactorSession(tx, input);
    const factor = totpFactorOf(held.factors, input.factorId);
    if (isVerifiedTotp(factor)) requireAal2(held, 'unenroll verified factor');
    const others = held.factors.filter(({ id }) => id !== factor.id);
    const goes = others.some(isVerifiedTotp)
      ? [factor.id]
      : [
          factor.id,
          ...others.filter(({ factor_type }) => factor_type === 'recovery_code').map(({ id }) => id),
        ];
    await lowerSessions(tx, goes);
    await deleteFactors(tx, input.userId, goes);
  });
}
