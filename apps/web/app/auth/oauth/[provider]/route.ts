import { type NextRequest, NextResponse } from 'next/server';
import { providers } from '../../../../auth/enabled-providers.ts';
import { ownOrigin } from '../../../../auth/own-origin.ts';
import { pkceCookie } from '../../../../auth/pkce-cookie.ts';
import { goTo } from '../../../../security/go-to.ts';
import { safePath } from '../../../../security/safe-path.ts';
import { createAuthClient, visitorOf } from '../../../../session/auth-client.ts';
import { cookieName, secureCookie } from '../../../../session/session-cookies.ts';

const tenMinutesSeconds = 600;

/** Sends the visitor to a provider; what comes back is checked against the cookie set here (PKCE). */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  const wanted = (await params).provider;
  const provider = providers.find((name) => name === wanted);
  if (provider === undefined) return goTo('/sign-in');

  const memory = new Map<string, string>();
  const next = safePath(request.nextUrl.searchParams.get('next'));
  const { data, error } = await createAuthClient(visitorOf(request), memory, 'pkce').signInWithOAuth({
    provider,
    options: {
      redirectTo: `${await ownOrigin()}/auth/confirm?next=${encodeURIComponent(next)}`,
      skipBrowserRedirect: true,
    },
  });
  if (error !== null || data.url === null) {
    return goTo('/sign-in?problem=provider');
  }
  const response = NextResponse.redirect(data.url);
  response.cookies.set(
    cookieName(pkceCookie),
    JSON.stringify(Object.fromEntries(memory)),
    secureCookie(tenMinutesSeconds),
  );
  return response;
}
