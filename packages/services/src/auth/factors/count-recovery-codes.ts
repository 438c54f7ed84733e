import { withAuthService } from '@agent-factory/db';
import { countRecoveryCodes as countRows } from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { lockFactorSession } from './factor-session.ts';

/** How many of a person's recovery codes are left. Throws `mfa_factor_not_found` when there are none at all. */
export async function countRecoveryCodes({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal;
}): Promise<{ id: string; total: number; remaining: number }> {
  return withAuthService(ctx.db, async (tx) => {
    const { factors } = await lockFactorSession(tx, input);
    const set = factors.find(({ factor_type }) => factor_type === 'recovery_code');
    if (!set) throw new AuthError('mfa_factor_not_found', 'Factor not found');
    return { id: set.id, ...(await countRows(tx, set.id)) };
  });
}
