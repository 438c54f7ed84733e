import { type NextRequest, NextResponse } from 'next/server';
import { isDevelopment, webEnv } from './env.ts';
import { contentSecurityPolicy } from './security/content-security-policy.ts';

import { visitorOf } from './session/auth-client.ts';
import { currentSession } from './session/current-session.ts';
import { carrySession, clearSession, readSession, writeSession } from './session/session-cookies.ts';

/** Pages that a visitor may read without signing in. */
const openPaths = [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/join',
  '/erased',
  '/shared/',
  '/auth/',
  '/outbox',
  '/docs',
  '/marketplace',
];

function isOpen(path: string): boolean {
  return openPaths.some((open) => path === open || path.startsWith(open.endsWith('/') ? open : `${open}/`));
}

/** Runs before every page: renews the session when it nears its end, and gives the answer its policy. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));

  let response: NextResponse;
  if (session === null && !isOpen(request.nextUrl.pathname)) {
    const target = new URL('/sign-in', request.nextUrl);
    const wanted = request.nextUrl.pathname + request.nextUrl.search;
    if (wanted !== '/') target.searchParams.set('next', wanted);
    response = NextResponse.redirect(target);
  } else {
    if (state === 'refreshed') carrySession(request.cookies, session);
    const nonce = crypto.randomUUID().replaceAll('-', '');
    const policy = contentSecurityPolicy(nonce, {
      development: isDevelopment(),
      apiUrl: webEnv().publicApiUrl,
    });
    const headers = new Headers(request.headers);
    // Next reads the nonce for its own scripts from the request's copy of the policy.
    headers.set('content-security-policy', policy);
    response = NextResponse.next({ request: { headers } });
    response.headers.set('content-security-policy', policy);
  }
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}

export const config = {
  matcher: [
    '/((?!api/|_next/static|_next/image|icon\\.svg|robots\\.txt|llms\\.txt|\\.well-known/|monaco/|elk/).*)',
  ],
};
