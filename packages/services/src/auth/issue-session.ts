import { randomBytes } from 'node:crypto';
import type { Transaction } from '@agent-factory/db';
import { type FlowMethod, insertRefreshToken, insertSession, updateUser } from '@agent-factory/db/auth';
import { accessTokenSeconds } from './access-token-signer.ts';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import { type AuthSession, type AuthSessionRow, type AuthUser, authUserOf } from './auth-user.ts';

/** How a person proved who they are, in the protocol's words for the `amr` claim. */
export type AuthenticationMethod = 'password' | FlowMethod;

/** A session whose row is written, before its access token is signed outside the transaction. */
export interface IssuedSession {
  user: AuthUser;
  session: AuthSessionRow;
  refreshToken: string;
}

/** 256 random bits. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Signs the user in: a session, its first refresh token, and the time of the sign-in. */
export async function issueSession(
  tx: Transaction,
  ctx: AuthContext,
  input: { userId: string; method: AuthenticationMethod; client: AuthClient },
): Promise<IssuedSession> {
  const now = ctx.clock.now();
  const at = new Date(now);
  const row = await updateUser(tx, input.userId, { last_sign_in_at: at }, at);
  if (!row) throw new AuthError('user_not_found', 'User not found');
  if (row.banned_until && row.banned_until > at) throw new AuthError('user_banned', 'User is banned');

  const session = await insertSession(tx, {
    userId: row.id,
    amr: [{ method: input.method, timestamp: Math.floor(now / 1000) }],
    ...input.client,
    at,
  });
  const refreshToken = newSecretToken();
  await insertRefreshToken(tx, {
    sessionId: session.id,
    hash: ctx.keyedHash('refresh_token', refreshToken),
    at,
  });
  return { user: await authUserOf(tx, row), session, refreshToken };
}

/** Signs the access token that goes with an issued or refreshed session. */
export async function completeSession(ctx: AuthContext, issued: IssuedSession): Promise<AuthSession> {
  const { token, expiresAt } = await ctx.signer.sign(issued.user, issued.session, ctx.clock.now());
  return {
    accessToken: token,
    refreshToken: issued.refreshToken,
    expiresInSeconds: accessTokenSeconds,
    expiresAt,
    user: issued.user,
  };
}
