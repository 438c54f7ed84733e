import { withAuthService } from '@agent-factory/db';
import { deleteFactors, lowerSessions } from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { lockFactorSession, requireAal2 } from './factor-session.ts';

/** Voids a person's recovery codes; answers the set's id. Throws `insufficient_aal`, `mfa_factor_not_found`. */
export async function removeRecoveryCodes({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal;
}): Promise<{ id: string }> {
  return withAuthService(ctx.db, async (tx) => {
    const held = await lockFactorSession(tx, input);
    requireAal2(held, 'remove recovery codes');
    const set = held.factors.find(({ factor_type }) => factor_type === 'recovery_code');
    if (!set) throw new AuthError('mfa_factor_not_found', 'Factor not found');
    await lowerSessions(tx, [set.id]);
    await deleteFactors(tx, input.userId, [set.id]);
    return { id: set.id };
  });
}
