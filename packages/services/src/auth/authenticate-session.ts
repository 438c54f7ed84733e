import { withAuthService } from '@agent-factory/db';
import { findSession, findUserById } from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import { type AuthUser, authUserOf } from './auth-user.ts';

/** Who a checked access token speaks for, as long as its session lives. */
export interface AuthPrincipal {
  userId: string;
  sessionId: string;
}

/**
 * The user of an access token whose signature was checked. Throws `session_not_found` once the session was
 * signed out or revoked, `user_not_found` when the account is gone.
 */
export async function authenticateSession({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal;
}): Promise<AuthUser> {
  return withAuthService(ctx.db, async (tx) => {
    const user = await findUserById(tx, input.userId);
    if (!user) throw new AuthError('user_not_found', 'User from sub claim in JWT does not exist');
    if (!(await findSession(tx, input))) {
      throw new AuthError('session_not_found', 'Session from session_id claim in JWT does not exist');
    }
    return authUserOf(tx, user);
  });
}
