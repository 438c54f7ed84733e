import type { AuthError, AuthSession } from '@agent-factory/services';
import { authStatus } from './auth-status.ts';

/** The page's URL with the session in its fragment, which browsers send to no server. */
export function withSession(page: URL, session: AuthSession, type?: string): string {
  return withFragment(page, {
    access_token: session.accessToken,
    expires_at: String(session.expiresAt),
    expires_in: String(session.expiresInSeconds),
    refresh_token: session.refreshToken,
    token_type: 'bearer',
    ...(type ? { type } : {}),
  });
}

/** The page's URL with the code that its PKCE verifier exchanges. */
export function withAuthCode(page: URL, authCode: string): string {
  const url = new URL(page);
  url.searchParams.set('code', authCode);
  return url.href;
}

/** The page's URL with the refusal in its fragment, and in its query for pages that run on a server. */
export function withRefusal(page: URL, refusal: AuthError, usesPkce: boolean): string {
  const parameters = {
    error: oauthError(authStatus[refusal.code]),
    error_code: refusal.code,
    error_description: refusal.message,
  };
  const url = new URL(page);
  if (usesPkce) for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
  return withFragment(url, parameters);
}

function withFragment(page: URL, parameters: Record<string, string>): string {
  const url = new URL(page);
  url.hash = new URLSearchParams(parameters).toString();
  return url.href;
}

/** RFC 6749 4.1.2.1. */
function oauthError(status: number): string {
  if (status === 401) return 'unauthorized_client';
  if (status === 403) return 'access_denied';
  return status >= 500 ? 'server_error' : 'invalid_request';
}
