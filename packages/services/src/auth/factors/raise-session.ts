import type { Transaction } from '@agent-factory/db';
import {
  type AuthSessionRow,
  deleteRefreshTokens,
  deleteWeakSessions,
  findUserById,
  insertRefreshToken,
  raiseSession as raiseSessionRow,
} from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import { authUserOf } from '../auth-user.ts';
import { type IssuedSession, newSecretToken } from '../issue-session.ts';

/**
 * Lifts a session to aal2, with a new refresh token in place of those before; ends the person's sessions that showed
 * one factor alone, as the protocol has it.
 */
export async function raiseSession(
  tx: Transaction,
  ctx: AuthContext,
  proof: { session: AuthSessionRow; factorId: string; method: 'totp' | 'mfa/recovery_code' },
): Promise<IssuedSession> {
  const at = new Date(ctx.clock.now());
  const before = methodsOf(proof.session).filter(({ method }) => method !== proof.method);
  const session = await raiseSessionRow(tx, proof.session.id, {
    factorId: proof.factorId,
    // The newest first.
    amr: [{ method: proof.method, timestamp: Math.floor(at.getTime() / 1000) }, ...before],
    at,
  });
  await deleteWeakSessions(tx, session.user_id);
  await deleteRefreshTokens(tx, session.id);
  const refreshToken = newSecretToken();
  await insertRefreshToken(tx, {
    sessionId: session.id,
    hash: ctx.keyedHash('refresh_token', refreshToken),
    at,
  });
  const user = await findUserById(tx, session.user_id);
  if (!user) throw new AuthError('user_not_found', 'User from sub claim in JWT does not exist');
  return { user: await authUserOf(tx, user), session, refreshToken };
}

/** The column holds what this room writes into it alone. */
function methodsOf({ amr }: AuthSessionRow): { method: string; timestamp: number }[] {
  return amr as { method: string; timestamp: number }[];
}
