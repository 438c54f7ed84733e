import { withAuthService } from '@agent-factory/db';
import { replaceRecoveryCodes } from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { isVerifiedTotp, lockFactorSession, requireAal2 } from './factor-session.ts';
import { newRecoveryCodes } from './recovery-code.ts';

/** A set of recovery codes, readable this once. */
export interface RecoveryCodes {
  id: string;
  friendlyName: string | null;
  codes: string[];
}

/**
 * Makes a person's recovery codes, or with `again` replaces them; the codes before stop working at once. Throws
 * `insufficient_aal`, `mfa_recovery_codes_sole_factor`, `mfa_verified_factor_exists`, `mfa_factor_not_found`.
 */
export async function renewRecoveryCodes({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal & { again: boolean; friendlyName?: string | undefined };
}): Promise<RecoveryCodes> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => ctx.keyedHash('recovery_code', code));
  return withAuthService(ctx.db, async (tx) => {
    const held = await lockFactorSession(tx, input);
    requireAal2(held, 'change recovery codes');
    if (!held.factors.some(isVerifiedTotp)) {
      throw new AuthError('mfa_recovery_codes_sole_factor', 'Recovery codes cannot be the only factor');
    }
    const set = held.factors.find(({ factor_type }) => factor_type === 'recovery_code');
    if (set && !input.again) {
      throw new AuthError('mfa_verified_factor_exists', 'Recovery codes exist already, regenerate them');
    }
    if (!set && input.again) throw new AuthError('mfa_factor_not_found', 'Factor not found');
    const friendlyName = set?.friendly_name ?? input.friendlyName?.trim() ?? null;
    const at = new Date(ctx.clock.now());
    const { userId } = input;
    const { id } = await replaceRecoveryCodes(tx, {
      factorId: set?.id ?? null,
      userId,
      friendlyName: friendlyName || null,
      hashes,
      at,
    });
    return { id, friendlyName: friendlyName || null, codes };
  });
}
