import { type Transaction, withAuthService } from '@agent-factory/db';
import {
  deleteSessions,
  findRefreshToken,
  findUserById,
  insertRefreshToken,
  lockSession,
  touchSession,
  useRefreshToken,
} from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import { type AuthSession, authUserOf } from './auth-user.ts';
import { completeSession, type IssuedSession, newSecretToken } from './issue-session.ts';
import { openSuccessor, sealSuccessor } from './successor-seal.ts';

/**
 * How long after its exchange a refresh token still answers with its successor: two tabs, or an answer
 * that got lost, are no theft. The protocol's default.
 */
const reuseIntervalMs = 10_000;

/**
 * Exchanges a refresh token for its successor. A token that was exchanged longer than 10 s ago has been
 * copied by somebody: the whole session ends (RFC 9700 4.14.2). Throws `refresh_token_not_found`,
 * `refresh_token_already_used` or `user_banned`.
 */
export async function refreshSession({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: { refreshToken: string; client: AuthClient };
}): Promise<AuthSession> {
  const issued = await withAuthService(ctx.db, (tx) => exchange(tx, ctx, input));
  // Thrown outside, so that the end of the session is committed.
  if (issued === 'reused') {
    throw new AuthError('refresh_token_already_used', 'Invalid Refresh Token: Already Used');
  }
  return completeSession(ctx, issued);
}

async function exchange(
  tx: Transaction,
  ctx: AuthContext,
  { refreshToken, client }: { refreshToken: string; client: AuthClient },
): Promise<IssuedSession | 'reused'> {
  const now = ctx.clock.now();
  const at = new Date(now);
  const presented = await findRefreshToken(tx, ctx.keyedHash('refresh_token', refreshToken));
  const session = presented && (await lockSession(tx, presented.session_id));
  const user = session && (await findUserById(tx, session.user_id));
  if (!session || !user) {
    throw new AuthError('refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found');
  }
  if (user.banned_until && user.banned_until > at) {
    throw new AuthError('user_banned', 'Invalid Refresh Token: User Banned');
  }

  const current = await follow(tx, ctx, refreshToken, now);
  if (current === 'reused') {
    await deleteSessions(tx, user.id, { only: session.id });
    return 'reused';
  }
  const issued = { user: await authUserOf(tx, user), session };
  if (current.token !== refreshToken) return { ...issued, refreshToken: current.token };

  const successor = newSecretToken();
  await useRefreshToken(tx, current.id, { at, sealedSuccessor: sealSuccessor(refreshToken, successor) });
  await insertRefreshToken(tx, {
    sessionId: session.id,
    hash: ctx.keyedHash('refresh_token', successor),
    at,
  });
  await touchSession(tx, session.id, { at, ...client });
  return { ...issued, refreshToken: successor };
}

/**
 * The newest token of the chain that begins at `token`: itself when it is unused. Read under the session's
 * lock; each link must have been exchanged within the interval.
 */
async function follow(
  tx: Transaction,
  ctx: AuthContext,
  token: string,
  now: number,
): Promise<{ id: number; token: string } | 'reused'> {
  for (let current = token; ; ) {
    const row = await findRefreshToken(tx, ctx.keyedHash('refresh_token', current));
    if (!row)
      throw new AuthError('refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found');
    if (!row.used_at || !row.sealed_successor) return { id: row.id, token: current };
    if (now - row.used_at.getTime() > reuseIntervalMs) return 'reused';
    current = openSuccessor(current, row.sealed_successor);
  }
}
