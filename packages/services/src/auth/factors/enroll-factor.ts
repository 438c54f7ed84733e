import { randomUUID } from 'node:crypto';
import { withAuthService } from '@agent-factory/db';
import { deleteFactors, findUserById, insertFactor } from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { sealFactor } from './factor-seal.ts';
import { isVerifiedTotp, lockFactorSession, requireAal2 } from './factor-session.ts';
import { describeTotp, newTotpSecret } from './totp.ts';

/** How many authenticator apps one person may have; the protocol's default. */
const factorsAtMost = 10;
/** An enrolment that nobody finished is forgotten by the next one after this long. */
const unfinishedForMs = 300_000;

/** A factor that waits for its first code. The secret is shown this once. */
export interface EnrolledFactor {
  id: string;
  friendlyName: string | null;
  secret: string;
  uri: string;
  /** SVG. */
  qrCode: string;
}

/**
 * Begins to enrol an authenticator app. Who has a verified one must have shown it in this session. Throws
 * `insufficient_aal`, `too_many_enrolled_mfa_factors`, `mfa_factor_name_conflict`, `session_not_found`.
 */
export async function enrollFactor({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal & { friendlyName?: string | undefined; issuer?: string | undefined };
}): Promise<EnrolledFactor> {
  const id = randomUUID();
  const secret = newTotpSecret();
  const now = ctx.clock.now();
  const friendlyName = input.friendlyName?.trim() || null;
  const account = await withAuthService(ctx.db, async (tx) => {
    const held = await lockFactorSession(tx, input);
    if (held.factors.some(isVerifiedTotp)) requireAal2(held, 'enroll a new factor');
    const stale = held.factors.filter(
      ({ status, created_at }) => status === 'unverified' && now - created_at.getTime() > unfinishedForMs,
    );
    await deleteFactors(
      tx,
      input.userId,
      stale.map((factor) => factor.id),
    );
    const kept = held.factors.filter((factor) => !stale.includes(factor));
    if (kept.filter(({ factor_type }) => factor_type === 'totp').length >= factorsAtMost) {
      throw new AuthError(
        'too_many_enrolled_mfa_factors',
        'Maximum number of verified factors reached, unenroll to continue',
      );
    }
    if (friendlyName && kept.some((one) => one.friendly_name?.toLowerCase() === friendlyName.toLowerCase())) {
      throw new AuthError(
        'mfa_factor_name_conflict',
        `A factor with the friendly name "${friendlyName}" for this user already exists`,
      );
    }
    const user = await findUserById(tx, input.userId);
    if (!user) throw new AuthError('user_not_found', 'User from sub claim in JWT does not exist');
    const sealedSecret = sealFactor(ctx.factorKey, id, secret);
    await insertFactor(tx, { id, userId: input.userId, friendlyName, sealedSecret, at: new Date(now) });
    return user.email ?? user.id;
  });
  const issuer = input.issuer ?? new URL(ctx.settings.siteUrl).host;
  return { id, friendlyName, ...describeTotp(secret, { issuer, account }) };
}
